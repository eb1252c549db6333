import type { Result } from '../../../../shared/ipc/result.ts';
import type { Line, ListContext } from './list.types.ts';

/** The lines whose words may be outdated: not those of the current run, and not those that say why they were refused. */
export const linesToLookAgain = <Scan, Look>({
  lines,
  run,
  undoing,
}: ListContext<Scan, Look>): readonly Line<Scan, Look>[] =>
  run !== null || undoing !== null
    ? []
    : lines.filter(({ look, refusal, inDoubt }) => look !== null && refusal === null && inDoubt === null);

/** Applies the result of looking up a line again; without an answer its words stay. */
export const withLookAgain = <Scan, Look>(
  context: ListContext<Scan, Look>,
  id: number,
  answer: Result<Look> | null,
): ListContext<Scan, Look> => {
  if (answer === null || !linesToLookAgain(context).some((line) => line.id === id)) return context;
  const change = answer.ok
    ? { look: answer.value }
    : { look: null, refusal: { message: answer.error.message, code: answer.error.code } };
  return {
    ...context,
    lines: context.lines.map((line) => (line.id === id ? { ...line, ...change } : line)),
  };
};
