import * as z from 'zod';

/** What the page keeps for the time when it is loaded anew. Staff typed some of it, so no file of the window's engine may have it. */
export type PageMemory = {
  readonly read: () => Readonly<Record<string, string>>;
  /** Keeps a text under a name; null: nothing. What is too large, or not a text, is not kept. */
  readonly keep: (name: unknown, text: unknown) => void;
  /** Writes what is to be there at the next start, if it is not written yet. Call it before the database is closed. */
  readonly write: () => void;
  /** What was to be there at the next start is not kept any more. */
  readonly forget: () => void;
};

/** What is there at the next start too begins so. The other names end with this start. */
const forNextStart = 'requests.';
const mostNames = 50;
const mostCharacters = 1_000_000;
/** Every typed letter changes the search. */
const writeAfterMs = 2_000;

const stored = z.record(z.string(), z.string());

/**
 * @param found what `store` was given last.
 * @param store puts it into the database. May throw.
 * @param failed hears why not.
 */
export const openPageMemory = (
  found: unknown,
  store: (texts: Readonly<Record<string, string>>) => void,
  failed: (error: unknown) => void,
): PageMemory => {
  const texts = new Map(Object.entries(stored.safeParse(found).data ?? {}));
  let timer: ReturnType<typeof setTimeout> | null = null;
  const write = (): void => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    try {
      store(Object.fromEntries([...texts].filter(([name]) => name.startsWith(forNextStart))));
    } catch (error) {
      failed(error);
    }
  };
  const writeSoon = (): void => {
    timer ??= setTimeout(write, writeAfterMs);
  };
  return {
    read: () => Object.fromEntries(texts),
    keep: (name, text) => {
      if (typeof name !== 'string' || name.length > mostNames) return;
      if (typeof text !== 'string' || text.length > mostCharacters) texts.delete(name);
      else if (texts.has(name) || texts.size < mostNames) texts.set(name, text);
      if (name.startsWith(forNextStart)) writeSoon();
    },
    write,
    forget: () => {
      for (const name of texts.keys()) if (name.startsWith(forNextStart)) texts.delete(name);
      writeSoon();
      write();
    },
  };
};
