import { useStudio } from '../store/studio.ts';
import { Switch } from '../ui/Switch.tsx';
import { panelWords } from '../words/panelWords.ts';

/** Whether pictures are drawn with noise, all over the page. */
export function TextureSwitch() {
  const hasNoise = useStudio((s) => s.hasNoise);
  const setNoise = useStudio((s) => s.setNoise);
  return <Switch text={panelWords.texture} isOn={hasNoise} onChange={(isOn) => setNoise({ hasNoise: isOn })} />;
}
