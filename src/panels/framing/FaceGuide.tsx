/** Where the eyes and the nose of the cats are that the model was trained on, as parts of the frame. */
const EYES = [
  [0.28, 0.4],
  [0.73, 0.4],
] as const;
const NOSE = [0.5, 0.78] as const;

/** Lines over a picture to bring a face's eyes and nose to. */
export const FaceGuide = () => (
  <svg aria-hidden viewBox="0 0 1 1" className="absolute inset-0 size-full fill-none stroke-white/85 drop-shadow-sm">
    {EYES.map(([x, y]) => (
      <ellipse key={x} cx={x} cy={y} rx="0.1" ry="0.07" strokeWidth="0.006" strokeDasharray="0.02 0.014" />
    ))}
    <path
      d={`M${NOSE[0] - 0.05} ${NOSE[1] - 0.03} L${NOSE[0]} ${NOSE[1] + 0.02} L${NOSE[0] + 0.05} ${NOSE[1] - 0.03}`}
      strokeWidth="0.006"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
