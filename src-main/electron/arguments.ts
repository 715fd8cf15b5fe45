/**
 * The arguments meant for us: without the program, in a checkout also without the app's folder, and without Chromium's
 * switches that a launcher put before it.
 */
export function ownArguments(argv: readonly string[], packaged: boolean): string[] {
  const chromium = /^--(ozone-platform|no-sandbox|force-device-scale-factor|remote-debugging-port|inspect)\b/;
  const rest = argv.slice(1).filter((arg) => !chromium.test(arg));
  return packaged ? rest : rest.slice(1);
}
