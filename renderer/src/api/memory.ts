import { desk } from './desk.ts';

let read: Map<string, string> | null = null;
const texts = (): Map<string, string> => (read ??= new Map(Object.entries(desk.memory.read())));

/** Returns the value stored under a name before the page was reloaded; null if there is none or it cannot be parsed. */
export const remembered = (name: string): unknown => {
  try {
    return JSON.parse(texts().get(name) ?? 'null') as unknown;
  } catch {
    return null;
  }
};

/** Keeps typed or scanned values across a page reload. They are held by the main process, never in the browser profile. */
export const remember = (name: string, value: unknown): void => {
  const text = JSON.stringify(value);
  texts().set(name, text);
  desk.memory.keep(name, text);
};
