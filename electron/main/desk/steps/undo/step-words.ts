import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { isStepKind, stepName } from '../../../../../shared/domain/steps/all-steps.ts';
import { isSet } from '../../../../../shared/domain/volume-names.ts';
import type { Outcome, StepView, Undone } from '../../../../../shared/ipc/views.ts';
import type { Finished, Received } from '../../../../../shared/ipc/receiving-views.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { LoggedCommand } from '../../store/command-log.queries.ts';
import { listItems } from '../../store/items.queries.ts';
import { itemsChangedBy } from '../items/items.queries.ts';
import { slipsOfOp } from '../../store/print-jobs.queries.ts';
import { findRequestRow } from '../../store/requests.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

// The description of any logged step.

type StepWords = Pick<StepView, 'headline' | 'whereTo' | 'patronName' | 'barcode'>;

/** Returns the description from the step's own answer. */
export const wordsOf = ({ kind, answer }: LoggedCommand): StepWords => {
  const plain = { headline: stepName(kind), whereTo: null, patronName: '', barcode: null };
  if (!isStepKind(kind)) return plain;
  switch (kind) {
    case 'receive':
      return receivedWords(JSON.parse(answer) as Received);
    case 'finish-receiving':
      return { ...plain, headline: (JSON.parse(answer) as Finished).headline };
    case 'undo':
      return { ...plain, headline: (JSON.parse(answer) as Undone).headline };
    case 'print-return-slip':
      return plain;
    default: {
      const { headline, whereTo, patronName, barcode } = JSON.parse(answer) as Outcome;
      return { headline, whereTo, patronName, barcode };
    }
  }
};

const isInSet = ({ volumesExpected, volumesReceived, loopOpen }: Received): boolean =>
  isSet(volumesExpected, volumesReceived) || loopOpen;

/** Returns the place in its set of the volume that a step was about; null if there is none, or the request has only one volume. */
export const volumeOfStep = (
  db: ReadableDB,
  { kind, answer, requestId, opId }: LoggedCommand,
  barcode: string | null,
): StepView['volume'] => {
  if (requestId === null) return null;
  const of = findRequestRow(db, requestId)?.volumesExpected ?? null;
  const items = listItems(db, requestId);
  const placed = (number: number): StepView['volume'] =>
    isSet(of, number, items.length) ? { number, of } : null;
  if (kind === 'receive') return placed((JSON.parse(answer) as Received).volume.volume);
  if (barcode === null) return null;
  // Without a barcode, or if it has changed since, the item is found by what the step changed.
  const scanned = items.find((one) => one.barcode === barcode);
  if (scanned) return placed(scanned.volume);
  const changed = itemsChangedBy(db, opId);
  return placed(items.find(({ id }) => changed.includes(id))?.volume ?? 1);
};

const placeOfReceived = ({ stays, goesBackTo, volume, patronName }: Received): StepWords['whereTo'] => {
  if (stays !== null) return { kind: stays, name: patronName };
  return goesBackTo === null
    ? { kind: volume.destination.kind, name: volume.destination.deskName }
    : { kind: 'to-partner', name: goesBackTo };
};

const receivedWords = (received: Received): StepWords => {
  const { volume, volumesExpected, onlyBarcode } = received;
  const several = isInSet(received);
  const of = volumesExpected === null ? '' : t(' of {volumesExpected}', { volumesExpected });
  return {
    headline: onlyBarcode
      ? t('Barcode given')
      : several
        ? t('Received volume {volume}{ofText}', { volume: volume.volume, ofText: of })
        : t('Received'),
    whereTo: placeOfReceived(received),
    patronName: received.patronName,
    barcode: volume.barcode,
  };
};

/** Returns the outcome of a stored step, in the form that every page can show. */
export const outcomeOf = (
  db: ReadableDB,
  command: LoggedCommand & { readonly requestId: RequestId },
): Outcome => {
  const request = findRequestRow(db, command.requestId);
  const { remarks = [], told = [] } = JSON.parse(command.answer) as Partial<Outcome & Received>;
  return {
    opId: command.opId,
    requestId: command.requestId,
    externalId: request?.externalId ?? '',
    title: request?.title ?? '',
    slip: slipsOfOp(db, command.opId).at(-1) ?? null,
    remarks: [...remarks, ...told],
    ...wordsOf(command),
  };
};
