import { useStudio } from '../../store/studio.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { TextureSwitch } from '../TextureSwitch.tsx';

/** Between the Mix tab's two views, and how their pictures are drawn. */
export function MixViewSwitch() {
  const view = useStudio((s) => s.mixView);
  const setView = useStudio((s) => s.setMixView);
  return (
    <div className="mb-5 flex flex-wrap items-center gap-x-6 gap-y-3">
      <Segmented
        label="View"
        value={view}
        onChange={setView}
        options={[
          { value: 'grid', text: 'Mixing grid' },
          { value: 'layers', text: 'Layer by layer' },
        ]}
      />
      <TextureSwitch />
    </div>
  );
}
