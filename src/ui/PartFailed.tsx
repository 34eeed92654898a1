import { RotateCw } from 'lucide-react';
import { uiWords } from '../words/uiWords.ts';
import { Button } from './Button.tsx';

/** Stands where a part of the page failed, mostly because its code did not come: only a reload helps then. */
export const PartFailed = () => (
  <div
    role="alert"
    className="flex min-h-60 flex-col items-center justify-center gap-4 rounded-3xl bg-sunken p-6 text-sm"
  >
    {uiWords.partFailed}
    <Button onClick={() => location.reload()}>
      <RotateCw />
      {uiWords.reload}
    </Button>
  </div>
);
