import { posix } from 'node:path';
import type { Violation } from '../boundaries/boundaries.ts';

const documentName = /(?<![\w*])((?:\.{1,2}\/|[\w-]+\/)*[\w.-]+\.md)\b/g;
const linkInMarkdown = /\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)]*)?\)/g;

/**
 * Documents and files that a text points to and that are not in the project.
 *
 * @param path the text's own path in the project, with "/"
 * @param exists says whether a path of the project is there, a file or a folder
 */
export function deadLinksIn(
  path: string,
  text: string,
  exists: (path: string) => boolean,
): readonly Violation[] {
  const pattern = path.endsWith('.md') ? linkInMarkdown : documentName;
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(pattern)].flatMap(([, target]) => {
      if (target === undefined) return [];
      const beside = posix.normalize(posix.join(posix.dirname(path), target));
      if (exists(beside) || exists(posix.normalize(target))) return [];
      return [{ path, line: index + 1, says: `points to ${target}, which is not in the project` }];
    }),
  );
}
