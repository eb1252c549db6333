/** What the page keeps across reloads. Staff typed some of it, so it must not be in any file of the window's engine. */
export type PageMemory = {
  readonly read: () => Readonly<Record<string, string>>;
  /** Keeps a text under a name; null removes it. Values that are too large, or not text, are not kept. */
  readonly keep: (name: unknown, text: unknown) => void;
  /** Writes what must survive a restart, unless already written. Call it before the database is closed. */
  readonly write: () => void;
  /** Discards what would survive a restart. */
  readonly forget: () => void;
};

/** The prefix of names that survive a restart. All others are lost when the program exits. */
const forNextStart = 'requests.';
const maxNames = 50;
const maxCharacters = 1_000_000;
/** Every typed letter changes the search. */
const writeAfterMs = 2_000;

// By hand: loading the library of schemas would delay the window.
const textsIn = (found: unknown): [string, string][] => {
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return [];
  return Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
};

/**
 * @param found the last value passed to `store`.
 * @param store writes it to the database. May throw.
 * @param failed called with the error.
 */
export const openPageMemory = (
  found: unknown,
  store: (texts: Readonly<Record<string, string>>) => void,
  failed: (error: unknown) => void,
): PageMemory => {
  const texts = new Map(textsIn(found));
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
      if (typeof name !== 'string' || name.length > maxNames) return;
      if (typeof text !== 'string' || text.length > maxCharacters) texts.delete(name);
      else if (texts.has(name) || texts.size < maxNames) texts.set(name, text);
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
