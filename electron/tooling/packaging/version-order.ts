/** After all that is tried before it. */
const final = 65_535;
const stages: Readonly<Record<string, number>> = { alpha: 10_000, beta: 20_000, rc: 30_000 };
const mostOfStage = 9_999;

/**
 * Returns four numbers that order versions as Semantic Versioning does. Installers of Windows compare numbers only: 0.2.0-beta.1, 0.2.0-beta.2
 * and 0.2.0 would be one version to them.
 *
 * @throws for a version whose place is not known
 */
export const versionOrder = (version: string): string => {
  const [, number, stage, count] = /^(\d+\.\d+\.\d+)(?:-(alpha|beta|rc)\.(\d+))?$/.exec(version) ?? [];
  if (number === undefined || Number(count ?? 0) > mostOfStage)
    throw new Error(
      `${version} cannot be packaged for Windows: a version is 1.2.3, or before it 1.2.3-alpha.4, 1.2.3-beta.4 or 1.2.3-rc.4.`,
    );
  return `${number}.${stage === undefined ? final : (stages[stage] ?? 0) + Number(count)}`;
};
