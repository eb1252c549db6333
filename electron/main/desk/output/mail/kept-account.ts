import { X509Certificate } from 'node:crypto';
import * as z from 'zod';
import { keepsPassword, type MailLogin, normalizeLogin } from '../../../../../shared/domain/mail-server.ts';
import { fail, ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import { retryOnBusy } from '../../../db/retry-on-busy.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { writeSetting } from '../../records/settings/raw-settings.ts';
import { readSetting } from '../../records/settings/settings.service.ts';
import type { Secrets } from './ports.ts';

// An account at a server, with its password. All are stored in the same way: the accounts for outgoing mail, for incoming mail, and for looking up
// patrons.

const authority = z.strictObject({ name: z.string(), pem: z.string() });

const secretShape = {
  /** Encrypted by the system; null if the system cannot store secrets. */
  sealedPassword: z.string().nullable(),
  /** The change that discarded the password. */
  forgotten: z.enum(['login', 'authority']).nullable().default(null),
  authority: authority.nullable(),
};
type Secret = {
  readonly sealedPassword: string | null;
  readonly forgotten: 'login' | 'authority' | null;
};
type Authority = z.infer<typeof authority>;
type Stored<A> = A & Secret & { readonly authority: Authority | null };

/** An account without its password, for a page. */
export type KeptAccountView<A> = {
  readonly account: A | null;
  readonly passwordKnown: boolean;
  readonly passwordForgotten: Secret['forgotten'];
  readonly keepsPassword: boolean;
  readonly ownAuthority: string | null;
};

export type AccountParts = {
  readonly secrets: Secrets;
  /** Asks for a file and reads it; null if the dialog was cancelled. @throws if it cannot be read. */
  readonly chooseFile: () => Promise<{ readonly name: string; readonly text: string } | null>;
  /** Whether the operator may change the account, and test it. */
  readonly check: () => Result<null>;
  /** Called when the account has changed. */
  readonly changed: () => void;
};

type KeptWhere<A> = {
  /** The setting of this workstation in which it is stored. */
  readonly key: string;
  readonly shape: z.ZodObject<z.ZodRawShape, z.core.$strict> & z.ZodType<A>;
  /** The refusal if none is set up. */
  readonly notSetUp: () => ReturnType<typeof refuse>;
};

/** A stored account, with its password. */
export class KeptAccount<A extends MailLogin> {
  readonly #db: ReadableDB;
  readonly #parts: AccountParts;
  readonly #where: KeptWhere<A>;
  /** If the system cannot store secrets, the password is kept until the program exits. */
  #inMemory: string | null = null;
  #current: (A & { readonly password: string; readonly ca: string | null }) | null | undefined;
  /** Changes with each change of the account, as long as the program runs. */
  number = 1;

  constructor(db: ReadableDB, parts: AccountParts, where: KeptWhere<A>) {
    this.#db = db;
    this.#parts = parts;
    this.#where = where;
  }

  load(): Stored<A> | null {
    const { key, shape } = this.#where;
    const stored = z.strictObject({ ...shape.shape, ...secretShape }).nullable();
    return readSetting(this.#db, key, stored) as Stored<A> | null;
  }

  view(): Result<KeptAccountView<A>> {
    const kept = this.load();
    return ok({
      account: kept && (this.#where.shape.strip().parse(kept) as unknown as A | null),
      passwordKnown: kept !== null && this.#passwordOf(kept) !== null,
      passwordForgotten: kept?.forgotten ?? null,
      keepsPassword: this.#parts.secrets.available(),
      ownAuthority: kept?.authority?.name ?? null,
    });
  }

  /** Returns the account; null while none is set up or its password is unknown. */
  current(): (A & { readonly password: string; readonly ca: string | null }) | null {
    if (this.#current === undefined) {
      const kept = this.load();
      const password = kept && (kept.user === '' ? '' : this.#passwordOf(kept));
      this.#current =
        kept === null || password === null
          ? null
          : {
              ...(this.#where.shape.strip().parse(kept) as unknown as A),
              password,
              ca: kept.authority?.pem ?? null,
            };
    }
    return this.#current;
  }

  /** Stores the account. The password is discarded if it would go to another server. @param password null: the known one is kept */
  save(account: A, password: string | null): Result<KeptAccountView<A>> {
    const before = this.load();
    const next = { ...normalizeLogin(account), authority: before?.authority ?? null };
    if (password !== null) return this.#keep({ ...next, ...this.#sealed(password) });
    if (before === null) return this.#keep({ ...next, sealedPassword: null, forgotten: null });
    const { sealedPassword, forgotten } = before;
    return keepsPassword(before, next)
      ? this.#keep({ ...next, sealedPassword, forgotten })
      : this.#keep({ ...next, ...this.#withoutPassword(before, 'login') });
  }

  remove(): Result<KeptAccountView<A>> {
    return this.#keep(null);
  }

  /** @returns the account; refused if there is none, or its password is missing. */
  toTest(): Result<A & { readonly password: string; readonly ca: string | null }> {
    const account = this.current();
    if (account) return ok(account);
    return this.load()
      ? refuse('mail-not-set-up', t('The password of this account is missing. Enter it and save.'))
      : this.#where.notSetUp();
  }

  /**
   * Lets the operator choose the certificate of the library's own authority. Null if the dialog was cancelled. Another certificate
   * discards the password: it may vouch for another server under the same name.
   */
  async chooseAuthority(): Promise<Result<KeptAccountView<A> | null>> {
    const { check } = this.#parts;
    const checked = check();
    if (!checked.ok) return checked;
    if (!this.load()) return this.#where.notSetUp();
    const chosen = await readFile(this.#parts);
    if (!chosen.ok) return chosen;
    if (chosen.value === null) return ok(null);
    const { name, text } = chosen.value;
    if (!isCertificate(text))
      return refuse(
        'file-malformed',
        t(
          'This file contains no certificate. Choose your certificate authority’s file in PEM or DER format.',
        ),
      );
    // The dialog may have been open for a long time: operator and account may have changed since.
    const still = check();
    if (!still.ok) return still;
    // Retries only this part: the whole call would ask for the file again.
    return await retryOnBusy(() => {
      const now = this.load();
      return now ? this.#trust(now, { name, pem: text }) : this.#where.notSetUp();
    });
  }

  removeAuthority(): Result<KeptAccountView<A>> {
    const kept = this.load();
    return kept ? this.#trust(kept, null) : this.view();
  }

  #keep(next: Stored<A> | null): Result<KeptAccountView<A>> {
    if (next === null) this.#inMemory = null;
    writeSetting(this.#db, this.#where.key, next);
    this.#current = undefined;
    this.number += 1;
    this.#parts.changed();
    return this.view();
  }

  #trust(kept: Stored<A>, next: Authority | null): Result<KeptAccountView<A>> {
    const isSame = next?.pem === kept.authority?.pem;
    return this.#keep({ ...kept, authority: next, ...(!isSame && this.#withoutPassword(kept, 'authority')) });
  }

  #sealed(password: string): Secret {
    const { secrets } = this.#parts;
    const canKeep = secrets.available();
    this.#inMemory = canKeep ? null : password;
    return { sealedPassword: canKeep ? secrets.seal(password) : null, forgotten: null };
  }

  /** Discards the password. Records why if one was known, or was discarded before and not entered since. */
  #withoutPassword(kept: Stored<A>, why: NonNullable<Secret['forgotten']>): Secret {
    const wasKnown = kept.user !== '' && this.#passwordOf(kept) !== null;
    this.#inMemory = null;
    return { sealedPassword: null, forgotten: wasKnown ? why : kept.forgotten };
  }

  #passwordOf(kept: Stored<A>): string | null {
    if (this.#inMemory !== null) return this.#inMemory;
    return kept.sealedPassword === null ? null : this.#parts.secrets.unseal(kept.sealedPassword);
  }
}

/** Makes a change if the operator may. */
export const ifAllowed = <T>({ check }: Pick<AccountParts, 'check'>, change: () => Result<T>): Result<T> => {
  const checked = check();
  return checked.ok ? change() : checked;
};

const readFile = async (
  parts: AccountParts,
): Promise<Result<{ readonly name: string; readonly text: string } | null>> => {
  try {
    return ok(await parts.chooseFile());
  } catch {
    return fail('file-unreadable', t('This file cannot be read. Choose another one.'), undefined, false);
  }
};

const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).ca || pem.includes('BEGIN CERTIFICATE');
  } catch {
    return false;
  }
};
