import type { OperatorView } from '../../../../shared/ipc/views.ts';
import { findByWords } from '../../components/find-by-words.ts';

/** The operators of whose name every typed word begins a word. */
export const findOperators = (operators: readonly OperatorView[], typed: string): readonly OperatorView[] =>
  findByWords(operators, ({ name }) => name, typed);
