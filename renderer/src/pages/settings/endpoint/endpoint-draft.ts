import { type EndpointSettings, isLoopback } from '../../../../../shared/domain/endpoint.ts';
import { t } from '../../../../../shared/words/words.ts';
import { portFault } from '../port.ts';

/** From where it can be reached. */
export type Reach = 'here' | 'everywhere' | 'other';

/** The settings of the endpoint, as they are typed. */
export type EndpointDraft = {
  readonly isOpen: boolean;
  readonly reach: Reach;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  /** One a line. */
  readonly callers: readonly string[];
  readonly authentication: EndpointSettings['authentication']['kind'];
  readonly user: string;
  readonly header: string;
  /** Blank: the stored one. */
  readonly secret: string;
};

/** The names of the fields that can show a refusal. */
export const endpointFields = ['host', 'port', 'path', 'callers', 'user', 'header', 'secret'];

const everywhere = '0.0.0.0';
const here = '127.0.0.1';
const usualHeader = 'X-API-Key';

const reachOf = (host: string): Reach => {
  if (host === everywhere) return 'everywhere';
  return isLoopback(host) ? 'here' : 'other';
};

export const draftOf = ({ host, port, authentication, ...settings }: EndpointSettings): EndpointDraft => ({
  isOpen: settings.isOpen,
  reach: reachOf(host),
  host: reachOf(host) === 'other' ? host : '',
  port: String(port),
  path: settings.path,
  callers: settings.callers,
  authentication: authentication.kind,
  user: authentication.kind === 'basic' ? authentication.user : '',
  header: authentication.kind === 'header' ? authentication.name : usualHeader,
  secret: '',
});

const authenticationOf = ({
  authentication,
  user,
  header,
}: EndpointDraft): EndpointSettings['authentication'] => {
  switch (authentication) {
    case 'none':
      return { kind: 'none' };
    case 'basic':
      return { kind: 'basic', user: user.trim() };
    case 'header':
      return { kind: 'header', name: header.trim() };
  }
};

const hostOf = ({ reach, host }: EndpointDraft): string =>
  reach === 'here' ? here : reach === 'everywhere' ? everywhere : host.trim();

/** The settings that a draft without faults means. */
export const settingsOf = (draft: EndpointDraft): EndpointSettings => ({
  isOpen: draft.isOpen,
  host: hostOf(draft),
  port: Number(draft.port.trim()),
  path: draft.path.trim(),
  callers: draft.callers.map((caller) => caller.trim()).filter((caller) => caller !== ''),
  authentication: authenticationOf(draft),
});

/** Returns what must be corrected before a draft can be saved, and at which field; null if nothing must. */
export const faultOf = (draft: EndpointDraft): { readonly field: string; readonly words: string } | null => {
  if (draft.reach === 'other' && draft.host.trim() === '')
    return { field: 'host', words: t('Enter an address of this computer.') };
  const port = portFault(draft.port.trim());
  if (port !== null) return { field: 'port', words: port };
  if (!/^\/[A-Za-z0-9._~/-]{0,199}$/u.test(draft.path.trim()))
    return { field: 'path', words: t('Begin the path with /, and use only letters, digits and . _ ~ / -.') };
  if (draft.authentication === 'basic' && !/^[^:\p{Cc}]+$/u.test(draft.user.trim()))
    return { field: 'user', words: t('Enter a user name without a colon.') };
  if (draft.authentication === 'header' && !/^[A-Za-z][A-Za-z0-9-]{0,63}$/u.test(draft.header.trim()))
    return { field: 'header', words: t('Enter the name of a header, such as X-API-Key.') };
  return null;
};
