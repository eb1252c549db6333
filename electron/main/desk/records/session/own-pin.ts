import { v7 as uuidv7 } from 'uuid';
import type { OperatorId, OpId } from '../../../../../shared/domain/ids.ts';
import { isPin, pinShape } from '../../../../../shared/domain/pin.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { runRecordCommand } from '../../kernel/run-record-command.ts';
import { hashPin } from './pin.ts';
import { putPin } from '../../store/operators.queries.ts';
import { checkPin } from './sign-in.ts';
import { t } from '../../../../../shared/words/words.ts';

/** Whether somebody knows the PIN that is to be changed; refused as signing in is, the field named `current`. */
export const checkOwnPin = async (
  context: DeskContext,
  id: OperatorId,
  current: string | null,
): Promise<Result<null>> => {
  const checked = await checkPin(context.db, context.now, id, current);
  if (checked.ok || checked.error.code !== 'pin-wrong') return checked;
  return refuse('pin-wrong', t('session.thatIsNotYourPresentPin'), { field: 'current' });
};

/** Keeps a new PIN, or (null) none: as a change of records, logged without the PIN. Refused as `pin-unfit` when it has not the shape of a new one. */
export const storePin = async (
  context: DeskContext,
  id: OperatorId,
  pin: string | null,
): Promise<Result<null>> => {
  if (pin !== null && !isPin(pin))
    return refuse('pin-unfit', t('session.aPinIsChooseAnotherOne', { pinShape }), { field: 'pin' });
  const hash = pin === null ? '' : await hashPin(pin);
  const asked = { opId: uuidv7() as OpId, id };
  return runRecordCommand(context, 'set-pin', asked, (db) => {
    putPin(db, id, hash);
    return ok(null);
  });
};
