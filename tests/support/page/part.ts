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
 * A part of the page, found again each time by role and name, because the page may redraw it. Actions on it wait until it exists and is
 * not disabled.
 */
export type Part = {
  /** A part within it. */
  readonly role: (role: ByRoleMatcher, options?: RoleOptions) => Part;
  /** The parts of a role within it that exist now. */
  readonly all: (role: ByRoleMatcher, options?: RoleOptions) => readonly HTMLElement[];
  /** A field within it by its label, for field types without a role, such as a PIN, a day or a time. */
  readonly label: (name: string | RegExp) => Part;
  /** Waits for it. @throws if it does not appear, or if there are several. */
  readonly element: () => Promise<HTMLElement>;
  /** Whether it exists now and is visible. */
  readonly isShown: () => boolean;
  /** Its current text; empty if it does not exist. */
  readonly text: () => string;
  /** The current value of a field. */
  readonly value: () => string;
  /** Whether it has the focus. */
  readonly hasFocus: () => boolean;
  /** Whether it can be pressed or typed into now. */
  readonly isEnabled: () => boolean;
  readonly click: () => Promise<void>;
  /** Focuses it and presses keys, in the syntax of `user.keyboard`. */
  readonly press: (keys: string) => Promise<void>;
  /** Focuses it and replaces its text in one step. `user.keyboard` types letter by letter. */
  readonly fill: (text: string) => Promise<void>;
  /** Chooses an option of a list by its text, value or position. */
  readonly choose: (option: string | number) => Promise<void>;
};

export type RoleOptions = ByRoleOptions & {
  /** Only a part that contains this text. */
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
    // Hidden parts are filtered after the search: checking every part of the page takes most of a test's time.
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
