import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { apply, type Book } from './book.ts';
import type { TestCertificate } from '../certificate.ts';
import { at, type Element, parse, type Parts, write } from './peer-xml.ts';

const namespace = 'http://www.niso.org/2008/ncip';

/**
 * What happens to one message instead of an answer. `lost`: it is applied, and the answer never arrives; `cut`: half of the answer does; `forgotten`: it is
 * confirmed, and not applied.
 */
export type Fault = 'refused' | 'lost' | 'cut' | 'busy' | 'page' | 'late' | 'forgotten';

type Options = {
  readonly agency?: string;
  readonly profileType?: string;
  /** The password that must be in each message; none if omitted. */
  readonly password?: string;
  readonly users?: Readonly<Record<string, string>>;
  /** Services that this system does not have. */
  readonly unsupported?: readonly string[];
  readonly port?: number;
  /** How long each answer takes. */
  readonly answersAfterMs?: number;
  /** With it, the system answers over HTTPS only. */
  readonly certificate?: TestCertificate;
};

/**
 * A library system that answers NCIP 2 over HTTP, and is as strict as the standard allows: the version must be qualified, agencies and profile
 * known, and everything that the schema demands there.
 */
export const startResponder = async (options: Options = {}) => {
  const { agency = '01MAIN', profileType = 'DESK', users = { P1001: 'Reader, Ada' } } = options;
  const book: Book = { users: new Map(Object.entries(users)), items: new Map() };
  /** Every message as it came. */
  const messages: string[] = [];
  const faults: Fault[] = [];
  const take = (request: IncomingMessage, response: ServerResponse): void => void answerTo(request, response);
  const { certificate } = options;
  const server = certificate ? createSecureServer(certificate, take) : createServer(take);
  const answerTo = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const xml = Buffer.concat(chunks).toString();
    messages.push(xml);
    const fault = faults.shift();
    if (fault === 'refused') return void request.socket.destroy();
    if (fault === 'busy') return void response.writeHead(503).end('<html>Busy</html>');
    if (fault === 'page') return void response.end('<html>Sign in</html>');
    const answered = answer(xml, fault === 'forgotten');
    if (fault === 'lost') return void request.socket.destroy();
    if (options.answersAfterMs !== undefined) await pause(options.answersAfterMs);
    if (fault === 'late') await pause(300);
    response.writeHead(200, { 'Content-Type': 'application/xml' });
    response.end(fault === 'cut' ? answered.slice(0, answered.length / 2) : answered);
  };
  const answer = (xml: string, forgets: boolean): string => {
    let root: Element;
    try {
      root = parse(xml);
    } catch {
      return problem(null, 'Invalid Message Syntax Error', 'NCIPMessage');
    }
    const [message] = root.children;
    if (root.name !== 'NCIPMessage' || root.uri !== namespace || !message)
      return problem(null, 'Invalid Message Syntax Error', 'NCIPMessage');
    if (root.attributes[`{${namespace}}version`]?.endsWith('ncip_v2_02.xsd') !== true)
      return problem(null, 'Missing Version', 'NCIPMessage/@version');
    const refusal = refuse(message);
    if (refusal !== null) return problem(message.name, ...refusal);
    if (forgets) return envelope({ [`${message.name}Response`]: {} });
    const outcome = apply(book, message);
    if ('problem' in outcome)
      return problem(message.name, outcome.problem.type, outcome.problem.element, outcome.problem.value);
    return envelope({ [`${message.name}Response`]: outcome.answer });
  };
  /** What is wrong with the header of a message, or its service. */
  const refuse = (message: Element): readonly [type: string, element: string, value?: string] | null => {
    for (const side of ['FromAgencyId', 'ToAgencyId'])
      if (at(message, `InitiationHeader/${side}/AgencyId`) !== agency)
        return ['Unknown Agency', `InitiationHeader/${side}`];
    if (at(message, 'InitiationHeader/ApplicationProfileType') !== profileType)
      return ['Unauthorized Service For Agency', 'InitiationHeader/ApplicationProfileType'];
    if (
      options.password !== undefined &&
      at(message, 'InitiationHeader/FromAgencyAuthentication') !== options.password
    )
      return [
        'Agency Authentication Failed',
        'InitiationHeader/FromAgencyAuthentication',
        at(message, 'InitiationHeader/FromAgencyAuthentication'),
      ];
    return options.unsupported?.includes(message.name) === true
      ? ['Unsupported Service', message.name]
      : null;
  };
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}/ncip`,
    port,
    book,
    messages,
    /** What happens to the next messages, in this order. */
    fail: (...next: readonly Fault[]): void => {
      faults.push(...next);
    },
    forgetFaults: (): void => void faults.splice(0),
    stop: (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
export type Responder = Awaited<ReturnType<typeof startResponder>>;

const envelope = (parts: Parts): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ns1:NCIPMessage xmlns:ns1="${namespace}" ns1:version="http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd">${write(parts)}</ns1:NCIPMessage>`;

const problem = (service: string | null, type: string, element: string, value = ''): string => {
  const parts = {
    Problem: {
      ProblemType: type,
      ProblemElement: element,
      ...(value !== '' && { ProblemValue: value }),
    },
  };
  return envelope(service === null ? parts : { [`${service}Response`]: parts });
};
