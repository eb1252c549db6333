// An unquoted RFC 5321 address; the domain may be in any script (IDNA encodes it).
const local = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u;
const limits = { local: 64, whole: 254 };

/**
 * Parses a text that must be exactly one mail address, such as `ill@north.example`.
 * @returns the address without surrounding blanks, or null for anything else: nothing, two addresses, a display name, a line end.
 */
export const readMailAddress = (text: string): string | null => {
  const address = text.replace(/^[ \t]+|[ \t]+$/g, '');
  if (address.length > limits.whole) return null;
  const at = address.lastIndexOf('@');
  const before = address.slice(0, at);
  if (at < 1 || before.length > limits.local || !local.test(before)) return null;
  return address
    .slice(at + 1)
    .split('.')
    .every((part) => label.test(part))
    ? address
    : null;
};
