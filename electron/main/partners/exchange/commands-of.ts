import { createHash } from 'node:crypto';
import type { CalendarDate, ItemId, OpId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import type { Volume } from '../../../../shared/domain/life/volume.ts';
import { inNote } from '../../../../shared/domain/plain-text.ts';
import type { AskedStep } from '../../../../shared/ipc/step-inputs.ts';
import { t } from '../../../../shared/words/words.ts';
import type { Meaning, StepToTake } from '../iso18626/meaning.ts';

/** What a message is about: a turn, and its volumes that are out. */
export type About = {
  readonly requestId: RequestId;
  readonly turnId: TurnId;
  readonly volumesOut: readonly Pick<Volume, 'id' | 'dueOn'>[];
};

/** A step that a message causes. */
export type MessageCommand = Extract<AskedStep, { readonly kind: StepToTake['kind'] }>;

/**
 * Returns the steps that a message causes, as commands. Their identifiers are derived from the message: when it is applied a second time,
 * each step returns its first result.
 * @param identity of the message (`identityOf`)
 */
export const commandsOf = (
  meaning: Pick<Meaning, 'steps' | 'returnTo'>,
  { requestId, turnId, volumesOut }: About,
  identity: string,
): readonly MessageCommand[] =>
  withReturnAddress(meaning)
    .flatMap((step): readonly ((opId: OpId) => MessageCommand)[] => {
      const decided = { requestId, asOf: null };
      switch (step.kind) {
        case 'partner-answer':
          return [(opId) => ({ kind: step.kind, input: { opId, ...decided, turnId, answer: step.answer } })];
        case 'add-note':
          return [
            (opId) => ({
              kind: step.kind,
              input: { opId, requestId, turnId, text: step.text, active: step.active },
            }),
          ];
        case 'correct':
          return [null, ...volumesDueEarlier(volumesOut, step.dueOn)].map((itemId) => (opId) => ({
            kind: step.kind,
            input: { opId, ...decided, itemId, ...(itemId === null && { turnId }), dueOn: step.dueOn },
          }));
      }
    })
    .map((commandWith, index) => commandWith(stepIdOf(identity, index)));

/** The return address of a parcel is a separate note: in the answer it would be taken for a condition of use. */
const withReturnAddress = ({ steps, returnTo }: Pick<Meaning, 'steps' | 'returnTo'>): readonly StepToTake[] =>
  steps.flatMap((step): readonly StepToTake[] =>
    step.kind === 'partner-answer' && step.answer.kind === 'shipped' && returnTo.length > 0
      ? [
          step,
          {
            kind: 'add-note',
            text: inNote(t('Return it to: {address}', { address: returnTo.join(', ') })),
            active: false,
          },
        ]
      : [step],
  );

/** A volume keeps a later date that it already has: staff read it on the paperwork, or the partner renewed. */
const volumesDueEarlier = (volumes: About['volumesOut'], dueOn: CalendarDate): readonly ItemId[] =>
  volumes.filter((volume) => volume.dueOn === null || volume.dueOn < dueOn).map(({ id }) => id);

/** The namespace of identifiers of steps that messages cause. */
const namespace = Buffer.from('6f0a5b0e1c5d4b6e9a3c7d2f8e41b09d', 'hex');

/** Returns the identifier of a step that a message causes: a UUID of version 5, always the same for the same message. */
export const stepIdOf = (identity: string, index: number): OpId => {
  const bytes = createHash('sha1').update(namespace).update(`${index} ${identity}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  ) as OpId;
};
