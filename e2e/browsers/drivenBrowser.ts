/** A browser without a window, on one page. */
export interface DrivenBrowser {
  /** Its name and version. */
  readonly title: string;
  open(url: string): Promise<void>;
  /** @param run goes to the page as text: it may use nothing but what it is given, which is data */
  evaluate<Given extends readonly unknown[], T>(run: (...given: Given) => T, ...given: Given): Promise<T>;
  /** Presses what is in view, or can be scrolled there, as a finger or mouse does. */
  click(xpath: string): Promise<void>;
  close(): Promise<void>;
}

export interface BrowserStart {
  /** An empty folder that goes with the browser: its profile and what it writes. */
  readonly folder: string;
  /** An empty folder that downloads go to. */
  readonly downloads: string;
}

/** A kind of browser: how it is found, installed where that is possible, and started. */
export interface BrowserKind {
  readonly name: string;
  /** How it is had on Debian. */
  readonly packages: readonly string[];
  isInstalled(): boolean;
  start(options: BrowserStart): Promise<DrivenBrowser>;
}
