import { useStudio } from '../../store/studio.ts';
import { Segmented } from '../../ui/Segmented.tsx';

/** Between the Mix tab's two views. */
export function MixViewSwitch() {
  const view = useStudio((s) => s.mixView);
  const setView = useStudio((s) => s.setMixView);
  return (
    <div className="mb-5">
      <Segmented
        label="View"
        value={view}
        onChange={setView}
        options={[
          { value: 'grid', text: 'Mixing grid' },
          { value: 'layers', text: 'Layer by layer' },
        ]}
      />
    </div>
  );
}
