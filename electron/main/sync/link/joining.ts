import type { HubStatus, Joining } from '../../../../shared/ipc/hub-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { fail, ok, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { countOwnRequests } from '../../desk/store/hub.queries.ts';
import type { Service } from '../../ipc/handlers.ts';
import { failureOf, failureOfJoining } from './failures.ts';
import { JoiningFiles } from './joining-files.ts';
import { joinHub, makeHubOfLibrary, rejoinHub } from './join-hub.ts';
import { newLogin, updateHub } from './make-hub.ts';
import { type Membership, refuseBusy } from './membership.ts';
import { nameOfAuthority, type ServerIdentity } from './server-certificate.ts';

/** How long a server may take to show its identity. */
const lookMs = 8_000;

type Verbs =
  | 'look'
  | 'make'
  | 'invite'
  | 'inviteComputers'
  | 'chooseJoining'
  | 'join'
  | 'chooseOwn'
  | 'leaveOwnOut'
  | 'takeAnew'
  | 'update'
  | 'changeServer';

/** Creating a hub, joining one, and dealing with a changed hub or server. */
export type JoiningService = Pick<Service<'hub'>, Verbs> & {
  /** Returns the text of a joining file. */
  readonly invitation: (hours: number) => Promise<Result<string>>;
  /** Reads a joining file, to which `join` then refers by its token. */
  readonly readInvitation: (text: string) => Result<Joining>;
  /** Joins with the text of a joining file as the IT department has ordered, if this workstation has no requests. */
  readonly joinUnattended: (text: string, name: string) => Promise<Result<HubStatus>>;
};

export const joiningService = (member: Membership): JoiningService => {
  const { parts } = member;
  const files = new JoiningFiles(member);
  return {
    look: ({ host, port }) =>
      member.asAdministrator(async () => {
        const { fingerprint, authority } = await identityOf(member, host.trim(), port);
        return ok({ fingerprint, authority: nameOfAuthority(authority) });
      }),
    make: (asked) => make(member, asked),
    invitation: (hours) => files.invitation(hours),
    invite: ({ hours }) => files.invite(hours),
    inviteComputers: ({ hours, computers }) => files.inviteComputers(hours, computers),
    readInvitation: (text) => files.read(text),
    joinUnattended: (text, name) => joinUnattended(member, files, text, name),
    chooseJoining: () => files.choose(),
    join: (asked) => join(member, files, asked),
    chooseOwn: () => {
      const path = parts.own.path();
      return path === null
        ? refuse('hub-failed', t('There are no requests from before this workstation joined.'))
        : parts.chooseImport(path);
    },
    leaveOwnOut: () => {
      const allowed = member.mayAdministrate();
      if (!allowed.ok) return allowed;
      parts.own.remove();
      return ok(member.status());
    },
    takeAnew: () => reloadLibrary(member),
    update: (administrator) =>
      member.asAdministratorWithHub(async (link, known) => {
        if (!link.isOlder()) return refuse('hub-failed', t('The hub is already up to date.'));
        await updateHub(member.db, known, administrator, parts.makes());
        link.updated();
        return ok(member.status());
      }),
    changeServer: ({ host, port, database, fingerprint }) =>
      member.asAdministratorWithHub(async (link, known) => {
        const at = { host: host.trim(), port, database: database.trim() };
        const shown = await identityOf(member, at.host, port);
        if (!isSame(shown.fingerprint, fingerprint)) return otherFingerprint(shown);
        await link.stop();
        member.begin({ ...known, ...at, ...shown });
        parts.stateChanged();
        return ok(member.status());
      }),
  };
};

const identityOf = ({ parts }: Membership, host: string, port: number): Promise<ServerIdentity> =>
  parts.fetchIdentity(host, port, AbortSignal.timeout(lookMs));

const otherFingerprint = ({ fingerprint }: ServerIdentity): Result<never> =>
  fail(
    'hub-failed',
    t(
      'The fingerprints do not match. The server’s key has the fingerprint {shown}. Nothing was sent. Compare it with the fingerprint on the server before you continue.',
      { shown: fingerprint },
    ),
  );

const make = async (
  member: Membership,
  asked: Parameters<Service<'hub'>['make']>[0],
): Promise<Result<HubStatus>> => {
  const { parts, db } = member;
  const { port, user, password, fingerprint } = asked;
  const made = await member.asAdministratorWithoutHub('making', async (progress) => {
    const host = asked.host.trim();
    const shown = await identityOf(member, host, port);
    if (!isSame(shown.fingerprint, fingerprint)) return otherFingerprint(shown);
    const address = { host, port, database: asked.database.trim(), ...shown };
    const login = newLogin();
    const name = asked.name.trim();
    const own = { ...address, ...login, name, alone: false };
    parts.file.write({ ...own, making: true });
    const library = { ...parts, ...parts.context, db };
    try {
      await makeHubOfLibrary(library, address, { user, password }, { name, login }, progress);
    } catch (error) {
      parts.file.remove();
      throw error;
    }
    member.begin({ ...own, making: false });
    return ok(member.status());
  });
  return made.ok ? ok(member.status()) : made;
};

const join = (
  member: Membership,
  files: JoiningFiles,
  asked: Parameters<Service<'hub'>['join']>[0],
): Promise<Result<HubStatus>> =>
  member.asAdministratorWithoutHub(
    'joining',
    async (progress) => {
      const { db, parts } = member;
      const invitation = files.chosen(asked.token);
      if (invitation === null) return refuse('joining-unfit', t('Choose the joining file again.'));
      // Earlier requests that are still waiting for review are not in the current library, so joining would lose them.
      if (parts.own.count() > 0)
        return refuse(
          'joining-unfit',
          t(
            'Requests from before this workstation joined are waiting here. Review them or leave them out first.',
          ),
        );
      const own = countOwnRequests(db);
      if (own > 0) {
        const written = await parts.writeLibrary(parts.own.placeFor(own));
        if (!written.ok) return written;
      }
      files.forget();
      const name = asked.name.trim();
      const joined = await joinHub(parts.incoming, invitation, name, progress).catch((error: unknown) => {
        // The requests are still in the library, which is kept.
        parts.own.remove();
        throw error;
      });
      parts.file.write({ ...invitation.address, ...joined.login, name, alone: false, making: false });
      member.joinedAs = joined.workstation;
      parts.startAgain();
      return ok(member.status());
    },
    failureOfJoining,
  );

const joinUnattended = async (
  member: Membership,
  files: JoiningFiles,
  text: string,
  name: string,
): Promise<Result<HubStatus>> => {
  const joining = files.read(text);
  if (!joining.ok) return joining;
  const { token, ownRequests } = joining.value;
  // Nobody is there to review what would become of them.
  if (ownRequests > 0)
    return refuse(
      'joining-unfit',
      t(
        'Your organisation has a joining file for this computer. This workstation has requests of its own, so it joins only when an administrator chooses that file here.',
      ),
    );
  return await member.unattended(() => join(member, files, { token, name }));
};

const reloadLibrary = async (member: Membership): Promise<Result<HubStatus>> => {
  const { known, link, db, parts } = member;
  if (member.isBusy()) return refuseBusy();
  if (known === null || link?.state() !== 'too-far-behind')
    return refuse('hub-failed', t('This workstation does not need to reload the library now.'));
  return await member.whileBusy(
    'joining',
    async (progress) => {
      // The link would mistake the new number for that of a copy.
      await link.stop();
      await rejoinHub(db, parts.incoming, known, progress);
      parts.startAgain();
      return ok(member.status());
    },
    (error) => {
      member.link = member.open(known);
      return failureOf(error);
    },
  );
};

/** Whether two fingerprints are the same, however their digits are formatted. */
const isSame = (one: string, other: string): boolean => digitsOf(one) === digitsOf(other);
const digitsOf = (fingerprint: string): string => fingerprint.replace(/[^0-9a-f]/giu, '').toLowerCase();
