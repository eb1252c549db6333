import { longestTitle } from '../../../shared/domain/other-system-kinds.ts';
import type { SentFacts, SentService } from '../../../shared/domain/other-system-messages.ts';
import { plainLine } from '../../../shared/domain/plain-text.ts';
import type { ReadableDB } from '../db/types.ts';
import { wasCheckedIn } from '../desk/store/other-system.queries.ts';
import { type PartnerSecrets, withoutSecrets } from '../partners/exchange/partner-secrets.ts';
import { severalAtOnce } from '../sending/lane.ts';
import { postXml } from '../sending/post-xml.ts';
import { type NcipMessage, writeNcip } from './ncip/message.ts';
import { verdictOfNcip } from './ncip/verdict.ts';
import { type NcipSettings, partiesOf, reachOf } from './reach.ts';
import type { Protocol } from './to-other-system.ts';

/** What posting by NCIP needs. */
export type ByNcipOptions = {
  readonly db: ReadableDB;
  readonly secrets: Pick<PartnerSecrets, 'identify'>;
  /** Posts one message; that of the program if omitted. */
  readonly post?: typeof postXml;
};

/** Posts steps by NCIP. */
export const byNcip = ({ db, secrets, post = postXml }: ByNcipOptions): Protocol => ({
  atOnce: severalAtOnce,
  reach: (settings) => {
    const ncip = reachOf(settings);
    const address = ncip?.address ?? null;
    const identification = ncip && secrets.identify('other-system', ncip);
    if (address === null || identification === null) return { address, lacks: 'no-secret' };
    const { credentials, securityCode } = identification;
    return {
      // A wrong symbol or certificate is such a fault too.
      address: JSON.stringify([ncip, partiesOf(settings), settings.authority]),
      reached: {
        post: async ({ id, service, facts, mayHaveArrived }, signal) => {
          const result = await post(
            writeNcip(messageOf(service, facts, settings), partiesOf(settings), securityCode),
            (status, body) => {
              const said = verdictOfNcip(status, body, service);
              // An item that the other system does not know by this barcode was not returned there, unless it deletes what is checked in.
              const isUnknown = said.kind === 'ok' && said.errorType === 'Unknown Item';
              return isUnknown && !mayHaveArrived && !wasCheckedIn(db, id)
                ? { ...said, kind: 'refused' }
                : said;
            },
            { address, credentials, ca: settings.authority || null },
            { signal },
          );
          return withoutSecrets(result, identification);
        },
      },
    };
  },
});

const messageOf = (
  service: SentService,
  { item, user, requestId, title, author, dueOn, desk, at }: SentFacts,
  { notifies, namesDesk }: NcipSettings,
): NcipMessage => {
  switch (service) {
    case 'AcceptItem':
      return {
        service,
        item,
        user,
        requestId,
        title: plainLine(title, longestTitle),
        author: plainLine(author, longestTitle),
        action: notifies ? 'Hold For Pickup And Notify' : 'Hold For Pickup',
        pickupLocation: namesDesk ? desk : '',
        dueOn,
      };
    case 'CheckOutItem':
      return { service, item, user, requestId, at, dueOn };
    case 'RenewItem':
      return { service, item, user, dueOn };
    case 'CheckInItem':
      return { service, item, at };
    case 'RecallItem':
      return { service, item, dueOn };
  }
};
