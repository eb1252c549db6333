import { escapeHtml } from '../../../../shared/domain/escape-html.ts';

/**
 * Returns a written message with the code of our account in its header. Messages are kept without it, because what is kept leaves this
 * workstation: with a hub, in a library file.
 */
export const withSecurityCode = (xml: string, code: string | null): string =>
  // Only the header has this element; the text of others cannot contain it.
  code === null
    ? xml
    : xml.replace(
        '</requestingAgencyAuthentication>',
        () => `<securityCode>${escapeHtml(code)}</securityCode></requestingAgencyAuthentication>`,
      );
