// From Arrow to the text that DuckDB itself prints. Exact: integers, sums and decimals never pass
// through a floating-point number. A type that has no exact text here asks for a cast.

import { DataType } from "apache-arrow";

const CAST = "cast to varchar to see it";

const pad = (number, width) => String(number).padStart(width, "0");

function decimal(value, { precision, scale }) {
  const text = String(value);
  if (scale === 0) return text;
  const sign = text.startsWith("-") ? "-" : "";
  const digits = text.slice(sign.length).padStart(Math.min(scale + 1, precision), "0");
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function float(value, single) {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  let text = String(value);
  for (let digits = 6; single && digits < 10; digits += 1) {
    text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) break;
  }
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return `${Object.is(value, -0) ? "-0" : text}.0`;
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}

function clock(micros) {
  const seconds = micros / 1_000_000n;
  const rest = micros % 1_000_000n;
  const text = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map((part) => pad(part, 2)).join(":");
  return rest ? `${text}.${pad(rest, 6).replace(/0+$/, "")}` : text;
}

const day = (milliseconds) => new Date(milliseconds).toISOString().replace(/T.*/, "");

// Arrow hands a timestamp over in milliseconds, with the microseconds behind the point.
function timestamp(milliseconds, zone) {
  const micros = BigInt(Math.round(milliseconds * 1000));
  const length = 86_400_000_000n;
  const within = ((micros % length) + length) % length;
  return `${day(Number((micros - within) / 1000n))} ${clock(within)}${zone ? "+00" : ""}`;
}

function nested(value, type) {
  if (DataType.isStruct(type)) {
    const parts = type.children.map((field) => `'${field.name}': ${show(value[field.name], field.type) ?? "NULL"}`);
    return `{${parts.join(", ")}}`;
  }
  const parts = Array.from(value, (part) => show(part, type.children[0].type) ?? "NULL");
  return `[${parts.join(", ")}]`;
}

// Return the text of one value, or null.
export function show(value, type) {
  // An enum comes in parts of which some get lost on the way: nothing of it can be believed.
  if (DataType.isDictionary(type)) return CAST;
  if (value === null || value === undefined) return null;
  if (DataType.isUtf8(type) || DataType.isInt(type) || DataType.isBool(type)) return String(value);
  if (DataType.isDecimal(type)) return decimal(value, type);
  if (DataType.isFloat(type)) return float(value, type.precision === 1);
  if (DataType.isDate(type)) return day(value);
  if (DataType.isTimestamp(type)) return timestamp(value, type.timezone);
  if (DataType.isTime(type)) return clock(BigInt(value));
  if (DataType.isStruct(type) || DataType.isList(type) || DataType.isFixedSizeList(type)) return nested(value, type);
  return CAST;
}

// Return what kind of thing a column holds: number, date, truth or text.
export function kind(type) {
  if (DataType.isInt(type) || DataType.isDecimal(type) || DataType.isFloat(type)) return "number";
  if (DataType.isDate(type) || DataType.isTimestamp(type)) return "date";
  return DataType.isBool(type) ? "truth" : "text";
}

// Return how Parquet stores a column; a type without a likeness there is stored as its text.
export function stored(type) {
  if (DataType.isBool(type)) return { type: "BOOLEAN" };
  if (DataType.isInt(type) && (type.isSigned || type.bitWidth < 64)) return { type: "INT64" };
  if (DataType.isFloat(type)) return { type: "DOUBLE" };
  if (DataType.isDate(type)) return { type: "INT32", converted_type: "DATE" };
  if (!DataType.isDecimal(type)) return { type: "BYTE_ARRAY", converted_type: "UTF8" };
  const { precision, scale } = type;
  const size = precision > 18 ? { type: "FIXED_LEN_BYTE_ARRAY", type_length: 16 } : { type: "INT64" };
  return { ...size, converted_type: "DECIMAL", precision, scale };
}
