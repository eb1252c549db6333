import { desk } from './desk.ts';

let read: Map<string, string> | null = null;
const texts = (): Map<string, string> => (read ??= new Map(Object.entries(desk.memory.read())));

/** What was kept under a name before the page was loaded anew; null where nothing useful was. */
export const remembered = (name: string): unknown => {
  try {
    return JSON.parse(texts().get(name) ?? 'null') as unknown;
  } catch {
    return null;
  }
};

/** Keeps something that staff typed or scanned until the page is loaded anew: in the program, and in no file of the window's engine. */
export const remember = (name: string, value: unknown): void => {
  const text = JSON.stringify(value);
  texts().set(name, text);
  desk.memory.keep(name, text);
};
