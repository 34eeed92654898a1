import { useStudio } from '../../store/studio.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { mixWords } from '../../words/mixWords.ts';
import { TextureSwitch } from '../TextureSwitch.tsx';

/** Between the Mix tab's two views, and how their pictures are drawn. */
export function MixViewSwitch() {
  const view = useStudio((s) => s.mixView);
  const setView = useStudio((s) => s.setMixView);
  return (
    <div className="mb-5 flex flex-wrap items-center gap-x-3 gap-y-3 max-sm:mb-4 sm:gap-x-6">
      <Segmented
        label={mixWords.view}
        value={view}
        onChange={setView}
        options={[
          { value: 'grid', text: mixWords.viewGrid },
          { value: 'layers', text: mixWords.viewLayers },
        ]}
      />
      <TextureSwitch />
    </div>
  );
}
