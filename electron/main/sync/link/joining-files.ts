import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import type { Joining } from '../../../../shared/ipc/hub-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { countOwnRequests } from '../../desk/store/hub.queries.ts';
import type { KnownHub } from './connection-file.ts';
import { failureOf } from './failures.ts';
import type { HubLink } from './hub-link.ts';
import type { HubParts } from './hub.service.ts';
import { nameOfAuthority } from './server-certificate.ts';
import { joiningText, readJoining, type Invitation } from './joining-file.ts';
import { newPassword } from './make-hub.ts';

/** Joining files: one is written on a workstation of a hub, and read where another one joins. */
export type JoiningFiles = {
  /** The text of one. */
  readonly invitation: (hours: number) => Promise<Result<string>>;
  /** Writes one where a person wants it; null when they closed the dialog. */
  readonly invite: (asked: {
    readonly hours: number;
  }) => Promise<Result<{ readonly fileName: string } | null>>;
  /** Looks at one, which is then known by its token. */
  readonly read: (text: string) => Result<Joining>;
  /** The same of one that a person chooses; null when they closed the dialog. */
  readonly choose: () => Promise<Result<Joining | null>>;
  /** The one with this token; null where another one was chosen since. */
  readonly chosen: (token: string) => Invitation | null;
  /** It is used up. */
  readonly forget: () => void;
};

/** @param connected the hub of this workstation, and the connection to it; null without. */
export const openJoiningFiles = (
  { context, db, saveJoining, chooseJoining }: HubParts,
  {
    mayAdministrate,
    connected,
  }: {
    readonly mayAdministrate: () => Result<null>;
    readonly connected: () => { readonly hub: KnownHub; readonly link: HubLink } | null;
  },
): JoiningFiles => {
  let chosen: { readonly token: string; readonly invitation: Invitation } | null = null;

  const invitation: JoiningFiles['invitation'] = async (hours) => {
    const allowed = mayAdministrate();
    if (!allowed.ok) return allowed;
    const now = connected();
    if (now === null) return refuse('hub-failed', t('hub.thisWorkstationWorksAlone'));
    try {
      await now.link.confirmed();
      const password = newPassword();
      const user = await now.link.ask('SELECT hub.invite($1, $2) AS answer', [password, hours], z.string());
      const { host, port, database, fingerprint, authority } = now.hub;
      const expiresAt = instantOf(new Date(context.now().getTime() + hours * 3_600_000));
      const address = { host, port, database, fingerprint, authority };
      return ok(joiningText({ address, login: { user, password }, expiresAt }));
    } catch (error) {
      return failureOf(error);
    }
  };

  const read: JoiningFiles['read'] = (text) => {
    const found = readJoining(text);
    if (found === null) return refuse('joining-unfit', t('hub.thisIsNoJoiningFile'));
    if (found === 'other-schema') return refuse('joining-unfit', t('hub.aVersionBeforeTheFirstReleaseMade'));
    if (Date.parse(found.expiresAt) < context.now().getTime())
      return refuse('joining-unfit', t('hub.theTimeOfThisFileIsOver'));
    chosen = { token: randomUUID(), invitation: found };
    const { address, expiresAt } = found;
    return ok({
      token: chosen.token,
      address: `${address.host}:${address.port}/${address.database}`,
      fingerprint: address.fingerprint,
      authority: nameOfAuthority(address.authority),
      expiresAt: expiresAt as Instant,
      ownRequests: countOwnRequests(db),
    });
  };

  return {
    invitation,
    invite: async ({ hours }) => {
      const text = await invitation(hours);
      if (!text.ok) return text;
      const fileName = await saveJoining(t('hub.joiningFileName'), text.value);
      return ok(fileName === null ? null : { fileName });
    },
    read,
    choose: async () => {
      const allowed = mayAdministrate();
      if (!allowed.ok) return allowed;
      const text = await chooseJoining();
      return text === null ? ok(null) : read(text);
    },
    chosen: (token) => (chosen?.token === token ? chosen.invitation : null),
    forget: () => {
      chosen = null;
    },
  };
};
