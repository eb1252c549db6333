import type { ReceiptDetails } from '../../../../shared/ipc/input-shapes.ts';
import type { Received } from '../../../../shared/ipc/receiving-views.ts';
import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import { ok, type Result } from '../../../../shared/ipc/result.ts';
import type { SlipState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import type { DeskContext } from '../context.ts';
import { returnSlipOf } from '../output/slips/return-slip.ts';
import type { ItemRow } from '../store/items.queries.ts';
import { returnSlipFacts } from '../store/print-jobs.queries.ts';
import type { RequestChanges } from '../store/requests.queries.ts';
import { toldOf } from './frame/decision.ts';
import { type RequestOfStep, runStep, type Step, type StepCommand, type Taken } from './frame/step.ts';
import { storeOurNote } from './frame/notes.ts';
import { authorizeReceiving } from './receiving/classify-code.ts';
import { patronNotice, slipOfReceipt } from './receiving/receive-output.ts';
import { type Incoming, receiveIncoming } from './receiving/receive-incoming.ts';
import type { TakeStep } from './take-step.ts';

/** Receives one item: stores it with its slip, unless it stays where it is, and notifies partner and patron unless more volumes follow. */
export const receive: TakeStep<'receive'> = (context, input) =>
  runStep(
    context,
    commandOfReceiving(context, 'receive', input),
    () => ok(input),
    (step) => receiveVolume(context, step, input),
  );

/** The command shared by the steps of receiving: they identify the request by its number, with the item in hand. */
export const commandOfReceiving = <Kind extends 'receive' | 'finish-receiving'>(
  context: DeskContext,
  kind: Kind,
  input: StepInput<'receive'> | StepInput<'finish-receiving'>,
): StepCommand => ({
  opId: input.opId,
  kind,
  input,
  asOf: null,
  authorize: (requestId, home) =>
    authorizeReceiving(context, { requestId: requestId ?? input.requestId, by: 'number' }, home),
  unknownRequest: t('This request can no longer be found. Scan its external identifier again.'),
});

/** Receives one volume: stores it with its slip, and notifies partner and patron unless more volumes follow. */
const receiveVolume = (
  context: DeskContext,
  step: Step,
  input: StepInput<'receive'>,
): Result<Taken & { readonly answer: (slip: SlipState | null) => Received }> => {
  const { request } = step;
  const incoming = receiveIncoming(context, step, input);
  if (!incoming.ok) return incoming;
  const { itemId, status, stays, use, ...rest } = incoming.value;
  const details = input.details ?? {};
  storeOurNote(step, details.noteToPartner ?? '');
  const texts = textsOf(request, details);
  const tellsPatron = input.notifyPatron && !input.several && stays === null && use === 'for-patron';
  const taken: Taken = {
    after: rest.after,
    items: rest.places,
    turnId: rest.turnId,
    notes: { received: details.noteToPartner?.trim() ?? '' },
    headline: headlineOf(incoming.value),
    changes: { receivingOpen: input.several ? 1 : 0, ...texts },
    messages: tellsPatron
      ? patronNotice(step, [{ status, goingBack: 0, use, demand: demandOf(incoming.value) }])
      : [],
    ...(input.printSlip &&
      stays === null && { slip: { slip: slipOf(context, step, incoming.value, texts), itemId } }),
  };
  const told = toldOf(context, step, taken);
  return ok({
    ...taken,
    answer: (slip) => answerOf(context, step, input, { incoming: incoming.value, told, slip }),
  });
};

/** The answer that the page shows after a receipt. */
const answerOf = (
  { session }: DeskContext,
  { request }: Step,
  { opId, several }: StepInput<'receive'>,
  {
    incoming,
    told,
    slip,
  }: { readonly incoming: Incoming; readonly told: readonly string[]; readonly slip: SlipState | null },
): Received => {
  const { itemId, barcode, volume, onlyBarcode, stays, route, use, partnerName } = incoming;
  return {
    opId,
    requestId: request.id,
    externalId: request.externalId,
    title: request.title,
    patronName: request.patronName,
    volume: {
      itemId,
      barcode,
      volume,
      opId,
      destination: { kind: route.kind, deskName: route.deskName },
      use,
      slip,
      where: session.desk().name,
      printedAs: null,
    },
    onlyBarcode,
    stays,
    goesBackTo: use === 'goes-back' ? partnerName : null,
    volumesExpected: request.volumesExpected,
    volumesReceived: request.volumesReceived + (use === 'for-patron' ? 1 : 0),
    loopOpen: several,
    told: [...told],
  };
};

/** Whether the partner already wants the item back. */
const demandOf = ({ after, itemId }: Incoming): ItemRow['demand'] =>
  after.life.volumes.find(({ id }) => id === itemId)?.demand ?? 'none';

/** The name of the sender for the slip; empty if it is not recorded. */
const lenderOf = ({ after, turnId, partnerName }: Incoming): string =>
  after.life.turns.some(({ id, partnerId }) => id === turnId && partnerId !== null) ? partnerName : '';

/** The receive slip, or, for an item that is to go back, the return slip to its sender. */
const slipOf = (
  context: DeskContext,
  { db, request }: Step,
  incoming: Incoming,
  texts: { readonly cost: string; readonly circulationNote: string },
): NonNullable<Taken['slip']>['slip'] => {
  const facts = incoming.use === 'goes-back' ? returnSlipFacts(db, request.id, incoming.turnId) : undefined;
  return facts
    ? returnSlipOf(context, db, request.id, facts, { itemId: incoming.itemId })
    : slipOfReceipt(context, db, { ...incoming, ...texts, request, partnerName: lenderOf(incoming) });
};

/** The new cost and circulation note of the request. */
const textsOf = (
  request: RequestOfStep,
  { cost, circulationNote }: ReceiptDetails,
): Pick<RequestChanges, 'cost' | 'circulationNote'> & {
  readonly cost: string;
  readonly circulationNote: string;
} => ({
  cost: cost?.trim() ?? request.cost,
  circulationNote: circulationNote?.trim() ?? request.circulationNote,
});

const headlineOf = (incoming: Incoming): string => {
  const { volume, barcode } = incoming;
  const facts = { volume, barcode, place: placeWords(incoming) };
  return incoming.onlyBarcode
    ? t('Barcode {barcode} given to volume {volume}: {place}', facts)
    : t('Volume {volume} received ({barcode}): {place}', facts);
};

const placeWords = ({ stays, use, route, partnerName }: Incoming): string => {
  if (stays !== null) return stays === 'on-loan' ? t('with the patron') : t('back from the patron');
  if (use === 'goes-back') return t('to go back to {partnerName}', { partnerName });
  return route.kind === 'hold-shelf'
    ? t('on hold shelf at {deskName}', { deskName: route.deskName })
    : t('in transit to {deskName}', { deskName: route.deskName });
};
