import { beforeEach } from 'vitest';

/**
 * Opens something before each test of the file or block that calls this, and closes it after the test and its hooks.
 * @returns what is open in the running test; outside a test nothing is
 */
export const forEachTest = <Opened extends { readonly close: () => unknown }>(
  open: () => Opened | Promise<Opened>,
): Opened => {
  let opened: Opened | undefined;
  const current = (): Opened => {
    if (opened === undefined) throw new Error('Only a test can use what is opened for each test.');
    return opened;
  };
  beforeEach(async () => {
    opened = await open();
    return async () => {
      await current().close();
    };
  });
  return new Proxy({} as Opened, {
    get: (_, name) => Reflect.get(current(), name),
    // Of an assignment, too: it would be lost.
    defineProperty: (_, name) => {
      throw new Error(`Nothing is assigned to what is opened for each test: ${String(name)}.`);
    },
    ownKeys: () => Reflect.ownKeys(current()),
    getOwnPropertyDescriptor: (_, name) => Reflect.getOwnPropertyDescriptor(current(), name),
  });
};
