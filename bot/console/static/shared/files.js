// A file of a message in one line.

/**
 * @param {{name: string, size: number}} file
 * @param {string} language
 */
export function named({ name, size }, language) {
  const [unit, value] = size < 1e6 ? ["kilobyte", size / 1e3] : ["megabyte", size / 1e6];
  return `${name} · ${new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(value)}`;
}
