import { useStudio } from '../store/studio.ts';
import { Segmented } from '../ui/Segmented.tsx';
import { panelWords } from '../words/panelWords.ts';

/** How pictures are enlarged, all over the page. */
export function ZoomChoice() {
  const zoom = useStudio((s) => s.zoom);
  const setZoom = useStudio((s) => s.setZoom);
  return (
    <Segmented
      label={panelWords.zoom}
      value={zoom}
      onChange={setZoom}
      options={[
        { value: 'smooth', text: panelWords.smooth },
        { value: 'nearest', text: panelWords.pixels },
      ]}
    />
  );
}
