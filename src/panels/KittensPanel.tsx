import { PanelHeading } from './PanelHeading.tsx';

/** Two parents and their litters. */
export const KittensPanel = () => (
  <PanelHeading title="Kittens">Choose two parents and see what their kittens look like.</PanelHeading>
);
