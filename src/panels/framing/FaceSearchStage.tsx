import type { CropBox } from '../../image/crop.ts';
import type { Photo } from '../../pictures/assets.ts';
import { framingWords } from '../../words/framingWords.ts';

interface FaceSearchStageProps {
  readonly photo: Photo;
  readonly looked: readonly CropBox[];
}

/** The whole photo, and the frames that are being looked at flickering over it. */
export function FaceSearchStage({ photo, looked }: FaceSearchStageProps) {
  const line = Math.max(photo.width, photo.height) / 160;
  return (
    <div className="absolute inset-0">
      <img src={photo.url} alt="" className="size-full object-contain opacity-60" />
      <svg
        aria-hidden
        viewBox={`0 0 ${photo.width} ${photo.height}`}
        className="absolute inset-0 size-full motion-reduce:hidden"
      >
        {looked.map(({ left, top, size, angle = 0 }, i) => (
          <rect
            key={`${left} ${top} ${size}`}
            x={left}
            y={top}
            width={size}
            height={size}
            rx={size / 12}
            transform={`rotate(${angle} ${left + size / 2} ${top + size / 2})`}
            strokeWidth={line}
            className="animate-shimmer fill-none stroke-accent"
            style={{ animationDelay: `${-0.19 * i}s` }}
          />
        ))}
      </svg>
      <p role="status" className="absolute inset-x-0 bottom-3 text-center">
        <span className="rounded-full bg-surface/90 px-3 py-1.5 text-sm font-medium shadow-sm">
          {framingWords.looking}
        </span>
      </p>
    </div>
  );
}
