import { ImagePlus } from 'lucide-react';
import { pageWords } from '../words/pageWords.ts';

/** Covers the page while files are dragged over it. */
export const DropOverlay = () => (
  <div className="animate-fade pointer-events-none fixed inset-0 z-40 bg-ground/85 p-4 backdrop-blur-sm sm:p-8">
    <div className="grid size-full place-items-center rounded-3xl border-2 border-dashed border-accent">
      <p className="flex flex-col items-center gap-3 text-xl font-semibold">
        <ImagePlus className="size-9 text-accent" />
        {pageWords.letGo}
        <span className="text-center text-sm font-normal text-balance text-muted">{pageWords.whatToDrop}</span>
      </p>
    </div>
  </div>
);
