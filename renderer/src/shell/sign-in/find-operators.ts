import type { OperatorView } from '../../../../shared/ipc/views.ts';
import { findByWords } from '../../components/find-by-words.ts';

/** Returns the operators in whose name every typed word starts a word. */
export const findOperators = (operators: readonly OperatorView[], typed: string): readonly OperatorView[] =>
  findByWords(operators, ({ name }) => name, typed);
