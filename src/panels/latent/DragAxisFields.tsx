import { MoveHorizontal, MoveVertical } from 'lucide-react';
import { chosenAxes, type DragAxes } from '../../store/dragSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { SelectField } from '../../ui/SelectField.tsx';
import { latentWords } from '../../words/latentWords.ts';

/** Which directions dragging the picture follows. */
export function DragAxisFields() {
  const directions = useStudio((s) => s.directions);
  const dragAxes = useStudio((s) => s.dragAxes);
  const setDragAxes = useStudio((s) => s.setDragAxes);
  const axes = chosenAxes(directions, dragAxes);
  if (!axes) return null;
  const field = (axis: keyof DragAxes, other: keyof DragAxes, label: string) => (
    <SelectField
      label={label}
      value={axes[axis].id}
      onChange={(id) => setDragAxes(id === axes[other].id ? { [axis]: id, [other]: axes[axis].id } : { [axis]: id })}
      options={directions.map(({ id, name }) => ({ value: id, text: name }))}
      className="min-w-0 grow"
    />
  );
  return (
    <fieldset className="grid grid-cols-2 gap-3 text-muted [&_svg]:size-4 [&_svg]:shrink-0">
      <legend className="mb-1.5 text-xs">{latentWords.drag.legend}</legend>
      <span className="flex items-center gap-2">
        <MoveHorizontal aria-hidden />
        {field('across', 'up', latentWords.drag.acrossField)}
      </span>
      <span className="flex items-center gap-2">
        <MoveVertical aria-hidden />
        {field('up', 'across', latentWords.drag.upField)}
      </span>
    </fieldset>
  );
}
