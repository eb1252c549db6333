import { plainLines } from '../../../../shared/domain/plain-text.ts';

/** A note, with what people wrote separated from what programs wrote for each other. */
export type ReadNote = {
  /** What people wrote, without the marks of programs. */
  readonly text: string;
  /** A loan condition is set: it is in the text, or in elements of the message. */
  readonly setsCondition: boolean;
  /** The partner waits for our answer to its condition. */
  readonly awaitsAnswer: boolean;
  /** The partner goes on without our answer. */
  readonly assumesYes: boolean;
  /** The lines of the block that lists volumes; empty without one. */
  readonly volumeLines: readonly string[];
  /** The lines of the address to which the item is returned; empty without one. */
  readonly returnLines: readonly string[];
};

const marks = {
  setsCondition: '#ReShareAddLoanCondition#',
  awaitsAnswer: '#ReShareSupplierAwaitingConditionConfirmation#',
  assumesYes: '#ReShareSupplierConditionsAssumedAgreed#',
} as const;

/** The answers to a condition that ReShare and CrossLink understand. */
export const conditionMarks = {
  yes: '#ReShareLoanConditionAgreeResponse#',
  no: '#ReShareLoanConditionRejectResponse#',
} as const;

// Each is linear: nothing in them can match the same text in two ways.
const otherMarks = [
  /#(?:seq|lastSeq):\d{1,12}#/g,
  /#ReShareUpdatedField-[A-Za-z]{1,64}:[^#]*#/g,
  /#ReShare[A-Za-z]{1,64}#/g,
  /#ABORT#/g,
  /\btransferToCluster:\S*/g,
];

/** Takes the blocks between two marks out of a text; one that does not end is left alone. */
const takeBlocks = (
  text: string,
  begin: string,
  end: string,
): { readonly rest: string; readonly lines: readonly string[] } => {
  const [before = '', ...parts] = text.split(begin);
  const lines: string[] = [];
  let rest = before;
  for (const part of parts) {
    const at = part.indexOf(end);
    if (at === -1) {
      rest += begin + part;
      continue;
    }
    lines.push(
      ...part
        .slice(0, at)
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    );
    rest += `\n${part.slice(at + end.length)}`;
  }
  return { rest, lines };
};

/** Separates what people wrote in a note from what programs wrote. @param note null if there is none */
export const readNote = (note: string | null): ReadNote => {
  const text = (note ?? '').replaceAll('\r\n', '\n');
  const volumes = takeBlocks(text, '#MultipleItems#', '#MultipleItemsEnd#');
  const returned = takeBlocks(volumes.rest, '#RETURN_TO#', '#RT_END#');
  const { rest } = takeBlocks(returned.rest, '#SHIP_TO#', '#ST_END#');
  return {
    text: plainLines(
      otherMarks
        .reduce((left, mark) => left.replace(mark, ' '), rest)
        .split('\n')
        .map((line) => line.trim())
        .join('\n'),
    ),
    setsCondition: text.includes(marks.setsCondition),
    awaitsAnswer: text.includes(marks.awaitsAnswer),
    assumesYes: text.includes(marks.assumesYes),
    volumeLines: volumes.lines,
    returnLines: returned.lines,
  };
};
