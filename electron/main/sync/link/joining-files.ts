import { randomUUID } from 'node:crypto';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import type { Joining, WrittenInvitations } from '../../../../shared/ipc/hub-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { countOwnRequests } from '../../desk/store/hub.queries.ts';
import { joiningText, readJoining, type Invitation } from './joining-file.ts';
import { newPassword } from './make-hub.ts';
import type { Membership } from './membership.ts';
import { checkComputers, writeJoiningFiles } from './write-joining-file.ts';
import { nameOfAuthority } from './server-certificate.ts';

/** Joining files: written on a workstation of a hub, and read where another one joins. */
export class JoiningFiles {
  private readonly member: Membership;
  private last: { readonly token: string; readonly invitation: Invitation } | null = null;

  constructor(member: Membership) {
    this.member = member;
  }

  /** Returns the text of a new one. */
  invitation(hours: number): Promise<Result<string>> {
    return this.member.asAdministratorWithHub(async (link, known) => {
      await link.confirmed();
      const password = newPassword();
      const user = await link.hub.invite(password, hours);
      const { host, port, database, fingerprint, authority } = known;
      const expiresAt = instantOf(new Date(this.member.parts.context.now().getTime() + hours * 3_600_000));
      const address = { host, port, database, fingerprint, authority };
      return ok(joiningText({ address, login: { user, password }, expiresAt }));
    });
  }

  /** Writes a new one where the user chooses; null if they closed the dialog. */
  async invite(hours: number): Promise<Result<{ fileName: string } | null>> {
    const text = await this.invitation(hours);
    if (!text.ok) return text;
    const fileName = await this.member.parts.saveJoining('join-borrow-desk.json', text.value);
    return ok(fileName === null ? null : { fileName });
  }

  /** Writes one for each computer into a folder that the user chooses; null if they closed the dialog. */
  async inviteComputers(
    hours: number,
    computers: readonly string[],
  ): Promise<Result<WrittenInvitations | null>> {
    const allowed = this.member.mayAdministrate();
    if (!allowed.ok) return allowed;
    const checked = checkComputers(computers);
    if (!checked.ok) return checked;
    const folder = await this.member.parts.chooseJoiningFolder();
    return folder === null
      ? ok(null)
      : await writeJoiningFiles(computers, folder, () => this.invitation(hours));
  }

  /** Reads one, which can then be referred to by its token. */
  read(text: string): Result<Joining> {
    const found = readJoining(text);
    if (found === null)
      return refuse(
        'joining-unfit',
        t('This is not a joining file. Choose the file created on a workstation connected to the hub.'),
      );
    if (found === 'other-schema')
      return refuse(
        'joining-unfit',
        t(
          'This joining file was created by another pre-release version of Borrow Desk, and this version cannot join that hub. Install the same version on both workstations, then create a new joining file.',
        ),
      );
    if (Date.parse(found.expiresAt) < this.member.parts.context.now().getTime())
      return refuse(
        'joining-unfit',
        t('This joining file has expired. Create another one on a workstation connected to the hub.'),
      );
    const token = randomUUID();
    this.last = { token, invitation: found };
    const { address, expiresAt } = found;
    return ok({
      token,
      address: `${address.host}:${address.port}/${address.database}`,
      fingerprint: address.fingerprint,
      authority: nameOfAuthority(address.authority),
      expiresAt: expiresAt as Instant,
      ownRequests: countOwnRequests(this.member.db),
    });
  }

  /** Reads one that the user chooses; null if they closed the dialog. */
  async choose(): Promise<Result<Joining | null>> {
    const allowed = this.member.mayAdministrate();
    if (!allowed.ok) return allowed;
    const text = await this.member.parts.chooseJoining();
    return text === null ? ok(null) : this.read(text);
  }

  /** Returns the one with this token; null if another one has been read since. */
  chosen(token: string): Invitation | null {
    return this.last?.token === token ? this.last.invitation : null;
  }

  /** Forgets it once it is used up. */
  forget(): void {
    this.last = null;
  }
}
