/** A sentence that appears for a while. */
export interface Notice {
  readonly id: string;
  readonly tone: 'plain' | 'problem';
  readonly text: string;
  readonly offer?: NoticeOffer;
}

/** What a click on a notice does. */
export interface NoticeOffer {
  readonly text: string;
  readonly accept: () => void;
  /** The notice stays until it is put away. */
  readonly isLasting?: true;
}
