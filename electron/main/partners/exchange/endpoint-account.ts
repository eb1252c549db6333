import * as z from 'zod';
import { closedEndpoint, type EndpointSettings } from '../../../../shared/domain/endpoint.ts';
import { endpointSettings } from '../../../../shared/ipc/calls/endpoint.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { Secrets } from '../../desk/output/mail/ports.ts';
import { writeSetting } from '../../desk/records/settings/raw-settings.ts';
import { readSetting } from '../../desk/records/settings/settings.service.ts';
import type { EndpointOptions } from './endpoint.ts';
import type { KeyPair } from './key-pair.ts';

/** A secret: encrypted by the system, or null if the system cannot, and it is only in memory. */
const sealed = z.string().nullable();
const stored = z.strictObject({
  settings: endpointSettings,
  /** The secret of callers, and the kind of authentication for which it was entered. */
  secret: z.strictObject({ kind: z.enum(['basic', 'header']), sealed }).nullable(),
  tls: z.strictObject({ certificate: z.string(), sealedKey: sealed }).nullable(),
});
type Stored = z.infer<typeof stored>;
const key = 'endpoint';
const nothing: Stored = { settings: closedEndpoint, secret: null, tls: null };

/** The stored settings of the endpoint of this workstation, with their secrets. */
export class EndpointAccount {
  readonly #db: ReadableDB;
  readonly #secrets: Secrets;
  /** Secrets that the system cannot store. */
  readonly #inMemory = { secret: null as string | null, key: null as string | null };

  constructor(db: ReadableDB, secrets: Secrets) {
    this.#db = db;
    this.#secrets = secrets;
  }

  load(): Stored {
    return readSetting(this.#db, key, stored) ?? nothing;
  }

  /** Stores the settings. @param secret null keeps the stored one if the kind of authentication is the same */
  save(settings: EndpointSettings, secret: string | null): void {
    const { kind } = settings.authentication;
    const before = this.load();
    if (kind === 'none') writeSetting(this.#db, key, { ...before, settings, secret: null });
    else if (secret !== null)
      writeSetting(this.#db, key, {
        ...before,
        settings,
        secret: { kind, sealed: this.#seal('secret', secret) },
      });
    else
      writeSetting(this.#db, key, {
        ...before,
        settings,
        secret: before.secret?.kind === kind ? before.secret : null,
      });
  }

  /** Stores the certificate and its key; null: without TLS. */
  setKeyPair(pair: KeyPair | null): void {
    const tls = pair && { certificate: pair.certificate, sealedKey: this.#seal('key', pair.key) };
    writeSetting(this.#db, key, { ...this.load(), tls });
  }

  /** The credentials that callers must send; `missing` if the secret is not known. */
  credentials(): EndpointOptions['credentials'] | 'missing' {
    const { settings, secret } = this.load();
    const { authentication } = settings;
    if (authentication.kind === 'none') return null;
    const known = secret?.kind === authentication.kind ? this.#unseal('secret', secret.sealed) : null;
    if (known === null) return 'missing';
    return authentication.kind === 'basic'
      ? { kind: 'basic', user: authentication.user, password: known }
      : { kind: 'header', name: authentication.name, code: known };
  }

  /** The certificate and its key; null without TLS; `missing` if the key is not known. */
  tls(): EndpointOptions['tls'] | 'missing' {
    const { tls } = this.load();
    if (tls === null) return null;
    const known = this.#unseal('key', tls.sealedKey);
    return known === null ? 'missing' : { cert: tls.certificate, key: known };
  }

  #seal(what: 'secret' | 'key', text: string): string | null {
    const canKeep = this.#secrets.available();
    this.#inMemory[what] = canKeep ? null : text;
    return canKeep ? this.#secrets.seal(text) : null;
  }

  #unseal(what: 'secret' | 'key', kept: string | null): string | null {
    return kept === null ? this.#inMemory[what] : this.#secrets.unseal(kept);
  }
}
