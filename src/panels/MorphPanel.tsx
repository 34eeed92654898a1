import { PanelHeading } from './PanelHeading.tsx';

/** One cat turns into another. */
export const MorphPanel = () => (
  <PanelHeading title="From cat to cat">Pictures on a timeline, and every cat in between.</PanelHeading>
);
