import type { OpId } from '../../../../shared/domain/ids.ts';
import type { HubState, HubStatus, OpenInvitations } from '../../../../shared/ipc/hub-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { runRecordCommand } from '../../desk/records/run-record-command.ts';
import { countPending } from '../../desk/store/pending-steps.queries.ts';
import { readHubState } from '../../desk/store/hub.queries.ts';
import type { Service } from '../../ipc/handlers.ts';
import { failureOf, isLastWorkstation } from './failures.ts';
import type { HubLink } from './hub-link.ts';
import { isUnderWay, isConnectedToHub } from './link-state.ts';
import { type Membership, refuseWithoutHub } from './membership.ts';

/** The states in which pending steps may still reach the hub. */
const mayStillSync = (state: HubState): boolean => isUnderWay(state) || state === 'paused';

type LeavingService = Pick<Service<'hub'>, 'remove' | 'bringUp' | 'invitations' | 'withdraw' | 'workAlone'>;

/** Removing workstations, withdrawing joining files, and pausing this workstation. */
export const leavingService = (member: Membership): LeavingService => {
  const { db, parts } = member;
  const listOpen = async ({ hub }: HubLink): Promise<Result<OpenInvitations>> => ok(await hub.invitations());
  return {
    remove: ({ opId, number }) =>
      number === null || number === readHubState(db)?.workstation
        ? leave(member)
        : removeOther(member, opId, number),

    bringUp: ({ opId }) => {
      const { link } = member;
      const allowed = member.mayAdministrate();
      if (!allowed.ok) return allowed;
      if (link?.state() !== 'hub-restored')
        return refuse('hub-failed', t('The hub is not asking for missing steps.'));
      const noted = noteStep(member, 'bring-up-hub', { opId });
      if (!noted.ok) return noted;
      link.bringUp({ operatorId: parts.context.session.operator().id, opId });
      return ok(member.status());
    },

    invitations: () => member.asAdministratorWithHub(listOpen),

    withdraw: ({ login }) =>
      member.asAdministratorWithHub(async (link) => {
        await link.hub.withdraw(login);
        return await listOpen(link);
      }),

    workAlone: ({ alone }) =>
      member.asAdministratorWithHub((link, known) => {
        member.remember({ ...known, alone });
        link.workAlone(alone);
        return Promise.resolve(ok(member.status()));
      }),
  };
};

/** Records in the log what all workstations must know an administrator decided. */
const noteStep = (
  member: Membership,
  kind: 'remove-workstation' | 'bring-up-hub',
  input: { readonly opId: OpId; readonly number?: number },
): Result<null> => runRecordCommand(member.parts.context, kind, input, () => member.mayAdministrate());

/** Removes another workstation. Its login is dropped immediately, or by the next housekeeping if it was just connecting. */
const removeOther = (member: Membership, opId: OpId, number: number): Promise<Result<HubStatus>> =>
  member.asAdministratorWithHub(async (link) => {
    const noted = noteStep(member, 'remove-workstation', { opId, number });
    if (!noted.ok) return noted;
    if (!(await link.confirmed()))
      return refuse(
        'hub-failed',
        t('The hub has not received this removal yet. Try again when everything here is shared.'),
      );
    await link.hub.removeWorkstation(number, opId);
    await link.hub.dropLogins();
    return ok(member.status());
  });

/**
 * Leaves the hub. Pending steps prevent that only if the hub may still accept them: a hub that is gone or rejects this workstation can
 * always be left.
 */
const leave = async (member: Membership): Promise<Result<HubStatus>> => {
  const { db } = member;
  const allowed = member.mayAdministrate();
  if (!allowed.ok) return allowed;
  const own = readHubState(db);
  if (own === null) return refuseWithoutHub();
  const { state } = member.status();
  const count = countPending(db);
  if (mayStillSync(state) && count > 0)
    return refuse(
      'hub-failed',
      t(
        '{count, plural, one {One step on this workstation is} other {# steps on this workstation are}} not shared yet. Share first, then leave.',
        { count },
      ),
    );
  try {
    if (isConnectedToHub(state)) await member.link?.hub.removeWorkstation(own.workstation, null);
  } catch (error) {
    // The hub continues to list it.
    if (!isLastWorkstation(error)) return failureOf(error);
  }
  await member.leave();
  return ok(member.status());
};
