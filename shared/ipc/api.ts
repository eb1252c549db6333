import type { Channel, EventName, fileChannel } from './channels.ts';
import type { Input, Output } from './contract.ts';
import type { Events } from './events.ts';
import type { Result } from './result.ts';

/** The channels that the page may call itself. */
export type PageChannel = Exclude<Channel, typeof fileChannel>;

/** The API that the preload exposes as `window.desk`: one function per channel, one for dropped files, one to subscribe to events. */
export type DeskApi = {
  /** The program's language; defaults to English. */
  readonly language?: string;
  /** Accepts a file that was dropped on the page. */
  readonly drop: (file: object) => Promise<Result<Output<'libraryFile.drop'>>>;
  readonly call: { readonly [C in PageChannel]: (input: Input<C>) => Promise<Result<Output<C>>> };
  /**
   * State to restore when the page is reloaded. It is held by the program and not in the browser's files, because it includes text typed by
   * staff.
   */
  readonly memory: {
    readonly read: () => Readonly<Record<string, string>>;
    /** Stores a text under a name; null removes it. */
    readonly keep: (name: string, text: string | null) => void;
  };
  /** Subscribes to an event. Returns a function that unsubscribes. */
  readonly on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => () => void;
};
