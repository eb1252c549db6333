import {
  act,
  fireEvent,
  isInaccessible,
  waitFor,
  within,
  type ByRoleMatcher,
  type ByRoleOptions,
} from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import './disabled-fields.ts';

/**
 * A part of the page, found anew each time by what it is and how it is called: the page may draw it anew meanwhile. What is done with
 * it waits until it is there and not disabled.
 */
export type Part = {
  /** A part within it. */
  readonly role: (role: ByRoleMatcher, options?: RoleOptions) => Part;
  /** The parts of a kind within it that are there now. */
  readonly all: (role: ByRoleMatcher, options?: RoleOptions) => readonly HTMLElement[];
  /** A field within it by its label: for the kinds of field that have no role, such as that of a PIN, a day or a time. */
  readonly label: (name: string | RegExp) => Part;
  /** Waits for it. @throws where it does not come, or there are several. */
  readonly element: () => Promise<HTMLElement>;
  /** Whether it is there now, for everybody to see. */
  readonly isShown: () => boolean;
  /** Its text as it is now; empty where it is not there. */
  readonly text: () => string;
  /** What stands in a field now. */
  readonly value: () => string;
  /** Whether it has the keys. */
  readonly hasFocus: () => boolean;
  /** Whether it can be pressed or typed into now. */
  readonly isEnabled: () => boolean;
  readonly click: () => Promise<void>;
  /** Puts the keys on it and presses some, written as `user.keyboard` takes them. */
  readonly press: (keys: string) => Promise<void>;
  /** Puts the keys on it and a text in it, all at once, instead of what stands there. `user.keyboard` types it letter by letter. */
  readonly fill: (text: string) => Promise<void>;
  /** Chooses an option of a list by its words, its value or its place. */
  readonly choose: (option: string | number) => Promise<void>;
};

export type RoleOptions = ByRoleOptions & {
  /** Only that which has this text in it. */
  readonly hasText?: string | RegExp;
};

/** The whole document as a part. */
export const wholePage = (user: UserEvent): Part => partOf(user, () => document.body);

const partOf = (user: UserEvent, find: () => HTMLElement): Part => {
  const now = (): HTMLElement | null => {
    try {
      return find();
    } catch {
      return null;
    }
  };
  const all: Part['all'] = (role, options) => {
    const root = now();
    return root === null ? [] : found(root, role, options);
  };
  const element = (): Promise<HTMLElement> => waitFor(find);
  const ready = (): Promise<HTMLElement> =>
    waitFor(() => {
      const one = find();
      if (one.matches(':disabled')) throw new Error(`It is disabled: ${one.textContent}`);
      return one;
    });
  return {
    role: (role, options) => partOf(user, () => only(find(), role, options)),
    all,
    label: (name) => partOf(user, () => within(find()).getByLabelText(name)),
    element,
    isShown: () => now() !== null,
    text: () => now()?.textContent ?? '',
    value: () => (now() as HTMLInputElement | null)?.value ?? '',
    hasFocus: () => now() === document.activeElement,
    isEnabled: () => now()?.matches(':enabled') ?? false,
    click: async () => user.click(await ready()),
    press: async (keys) => {
      const one = await ready();
      act(() => one.focus());
      await user.keyboard(keys);
    },
    fill: async (text) => {
      const field = await ready();
      await user.click(field);
      fireEvent.change(field, { target: { value: text } });
    },
    choose: async (option) => {
      const list = (await ready()) as HTMLSelectElement;
      const chosen = typeof option === 'string' ? option : list.options[option];
      if (chosen === undefined) throw new Error(`There is no option ${option}.`);
      await user.selectOptions(list, chosen);
    },
  };
};

const found = (
  root: HTMLElement,
  role: ByRoleMatcher,
  { hasText, ...options }: RoleOptions = {},
): HTMLElement[] =>
  within(root)
    // What is hidden is looked for among what is found: to ask it of every part of the page takes most of the time of a test.
    .queryAllByRole(role, { ...options, hidden: true })
    .filter(
      (one) =>
        (hasText instanceof RegExp
          ? hasText.test(one.textContent)
          : one.textContent.includes(hasText ?? '')) &&
        (options.hidden === true || !isInaccessible(one)),
    );

const only = (root: HTMLElement, role: ByRoleMatcher, options?: RoleOptions): HTMLElement => {
  const [first, ...others] = found(root, role, options);
  if (!first || others.length > 0)
    throw new Error(
      `There ${first ? `are ${others.length + 1}` : 'is none'} of ${String(role)} ${String(options?.name ?? options?.hasText ?? '')}.`,
    );
  return first;
};
