import * as z from 'zod';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { HubState, HubStatus, OpenInvitations } from '../../../../shared/ipc/hub-views.ts';
import { openInvitations } from '../../../../shared/ipc/hub-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import type { RecordCommand } from '../../db/hub-writes.ts';
import { runRecordCommand } from '../../desk/kernel/run-record-command.ts';
import { countPending, readHubState } from '../../desk/store/hub.queries.ts';
import { failureOf, isLastWorkstation } from './failures.ts';
import type { HubLink } from './hub-link.ts';
import type { HubParts } from './hub.service.ts';

/** The states in which the hub answers, and those in which what waits may still come there. */
/** The states in which steps of this workstation get their place. */
export const isWithHub: readonly HubState[] = ['sharing', 'in-step'];
const mayStillShare: readonly HubState[] = [...isWithHub, 'connecting', 'paused'];

/** Workstations go, and joining files are taken back. */
export type Removing = {
  /** Ends another workstation, or leaves with this one (null). */
  readonly remove: (asked: {
    readonly opId: OpId;
    readonly number: number | null;
  }) => Promise<Result<HubStatus>>;
  readonly bringUp: (asked: { readonly opId: OpId }) => Result<HubStatus>;
  readonly invitations: () => Promise<Result<OpenInvitations>>;
  readonly withdraw: (asked: { readonly login: string }) => Promise<Result<OpenInvitations>>;
};

type RemovingParts = Pick<HubParts, 'context' | 'db'> & {
  readonly mayAdministrate: () => Result<null>;
  readonly status: () => HubStatus;
  /** The connection of this workstation; null without a hub. */
  readonly link: () => HubLink | null;
  /** This workstation works alone from then on. */
  readonly alone: () => Promise<void>;
};

export const openRemoving = ({
  context,
  db,
  mayAdministrate,
  status,
  link,
  alone,
}: RemovingParts): Removing => {
  /** What all workstations shall know that an administrator wanted it stands in the log of steps. */
  const noteStep = (
    kind: RecordCommand,
    input: { readonly opId: OpId; readonly number?: number },
  ): Result<null> => runRecordCommand(context, kind, input, mayAdministrate);

  const withHub = async <T>(work: (open: HubLink) => Promise<Result<T>>): Promise<Result<T>> => {
    const allowed = mayAdministrate();
    if (!allowed.ok) return allowed;
    const open = link();
    if (open === null) return refuse('hub-failed', t('hub.thisWorkstationWorksAlone'));
    try {
      return await work(open);
    } catch (error) {
      return failureOf(error);
    }
  };

  /** Its login goes at once, or with the next look where it was just coming in. */
  const removeOther = (opId: OpId, number: number): Promise<Result<HubStatus>> =>
    withHub(async ({ ask, confirmed }) => {
      const noted = noteStep('remove-workstation', { opId, number });
      if (!noted.ok) return noted;
      if (!(await confirmed())) return refuse('hub-failed', t('hub.theHubDoesNotKnowThatItGoes'));
      await ask(
        'SELECT to_jsonb(hub.remove_workstation($1, $2)::text) AS answer',
        [number, opId],
        z.unknown(),
      );
      await ask('SELECT to_jsonb(hub.drop_logins()::text) AS answer', [], z.unknown());
      return ok(status());
    });

  /** What waits here keeps it only where the hub may still take it: of one that is gone or lets nobody in, everybody can go. */
  const leave = async (): Promise<Result<HubStatus>> => {
    const allowed = mayAdministrate();
    if (!allowed.ok) return allowed;
    const own = readHubState(db);
    if (own === null) return refuse('hub-failed', t('hub.thisWorkstationWorksAlone'));
    const { state } = status();
    const count = countPending(db);
    if (mayStillShare.includes(state) && count > 0)
      return refuse('hub-failed', t('hub.stepsOfThisWorkstationWait', { count }));
    try {
      if (isWithHub.includes(state))
        await link()?.ask(
          'SELECT to_jsonb(hub.remove_workstation($1)::text) AS answer',
          [own.workstation],
          z.unknown(),
        );
    } catch (error) {
      // The hub goes on listing it.
      if (!isLastWorkstation(error)) return failureOf(error);
    }
    await alone();
    return ok(status());
  };

  const listOpen = async ({ ask }: HubLink): Promise<Result<OpenInvitations>> =>
    ok(await ask('SELECT hub.list_invitations() AS answer', [], openInvitations));

  return {
    remove: ({ opId, number }) =>
      number === null || number === readHubState(db)?.workstation ? leave() : removeOther(opId, number),

    bringUp: ({ opId }) => {
      const open = link();
      const allowed = mayAdministrate();
      if (!allowed.ok) return allowed;
      if (open?.state() !== 'hub-restored') return refuse('hub-failed', t('hub.theHubLacksNothing'));
      const noted = noteStep('bring-up-hub', { opId });
      if (!noted.ok) return noted;
      open.bringUp({ operatorId: context.session.operator().id, opId });
      return ok(status());
    },

    invitations: () => withHub(listOpen),

    withdraw: ({ login }) =>
      withHub(async (open) => {
        await open.ask('SELECT to_jsonb(hub.withdraw_invitation($1)::text) AS answer', [login], z.unknown());
        return listOpen(open);
      }),
  };
};
