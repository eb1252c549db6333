import type { OperatorView } from '../../../../shared/ipc/views.ts';

const folded = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase('en');

/** The operators of whose name every typed word begins a word; accents and case do not count. */
export const findOperators = (operators: readonly OperatorView[], typed: string): readonly OperatorView[] => {
  const words = folded(typed)
    .split(/[\s,.]+/u)
    .filter((word) => word !== '');
  return operators.filter(({ name }) => {
    const parts = folded(name).split(/[\s,.]+/u);
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  });
};
