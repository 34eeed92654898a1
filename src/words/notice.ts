/** A sentence that appears for a while. */
export interface Notice {
  readonly id: string;
  readonly tone: 'plain' | 'problem';
  readonly text: string;
}
