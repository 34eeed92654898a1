import { useStudio } from '../store/studio.ts';
import { Segmented } from '../ui/Segmented.tsx';

/** How pictures are enlarged, all over the page. */
export function ZoomChoice() {
  const zoom = useStudio((s) => s.zoom);
  const setZoom = useStudio((s) => s.setZoom);
  return (
    <Segmented
      label="Zoom"
      value={zoom}
      onChange={setZoom}
      options={[
        { value: 'smooth', text: 'Smooth' },
        { value: 'nearest', text: 'Pixels' },
      ]}
    />
  );
}
