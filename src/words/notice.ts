/** A sentence that appears for a while. */
export interface Notice {
  readonly id: string;
  /** 'reload' stays until it is put away, and offers to load the page anew. */
  readonly tone: 'plain' | 'problem' | 'reload';
  readonly text: string;
}
