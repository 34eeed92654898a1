import type { Framing } from '../../framing/modelFraming.ts';

/** Where a cat's eyes and nose are in the box of its face. */
const EYES = [
  [0.28, 0.37],
  [0.73, 0.37],
] as const;
const NOSE = [0.5, 0.75] as const;

/** Lines over a picture to bring a face's eyes and nose to, where the model wants them. */
export const FaceGuide = ({ framing: { left, top, size } }: { readonly framing: Framing }) => (
  <svg aria-hidden viewBox="0 0 1 1" className="absolute inset-0 size-full fill-none stroke-white/85 drop-shadow-sm">
    <g transform={`translate(${left} ${top}) scale(${size})`}>
      {EYES.map(([x, y]) => (
        <ellipse key={x} cx={x} cy={y} rx="0.1" ry="0.07" strokeWidth="0.006" strokeDasharray="0.02 0.014" />
      ))}
      <path
        d={`M${NOSE[0] - 0.05} ${NOSE[1] - 0.03} L${NOSE[0]} ${NOSE[1] + 0.02} L${NOSE[0] + 0.05} ${NOSE[1] - 0.03}`}
        strokeWidth="0.006"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </g>
  </svg>
);
