import type { Channel, EventName, fileChannel } from './channels.ts';
import type { Input, Output } from './contract.ts';
import type { Events } from './events.ts';
import type { Result } from './result.ts';

/** What the page may call by itself. */
export type PageChannel = Exclude<Channel, typeof fileChannel>;

/** What the preload puts on `window.desk`: one function per channel, one for dropped files, and one to listen. */
export type DeskApi = {
  /** The language in which the program speaks; English where there is none. */
  readonly language?: string;
  /** Takes a file that was dropped on the page. */
  readonly drop: (file: object) => Promise<Result<Output<'libraryFile.drop'>>>;
  readonly call: { readonly [C in PageChannel]: (input: Input<C>) => Promise<Result<Output<C>>> };
  /** What is to be there when the page is loaded anew. The program has it, and no file of the window's engine: staff typed some of it. */
  readonly memory: {
    readonly read: () => Readonly<Record<string, string>>;
    /** Keeps a text under a name; null: nothing. */
    readonly keep: (name: string, text: string | null) => void;
  };
  /** Listens to an event. Returns the function that stops it. */
  readonly on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => () => void;
};
