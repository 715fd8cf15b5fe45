import { expect, it } from "vitest";
import { TroubleError } from "../../shared/trouble.ts";
import { contradictionOfMember, contradictionOfPrj, crsOf } from "./crs.ts";

const near = ([lon, lat]: readonly [number, number], at: readonly [number, number], degrees: number) => {
  expect(Math.abs(lon - at[0])).toBeLessThan(degrees);
  expect(Math.abs(lat - at[1])).toBeLessThan(degrees);
};
/** Ten centimetres. */
const DM = 1e-6;

it("B3 GCJ-02 and BD-09 come back to WGS 84, and degrees of WGS 84 and CGCS2000 stay as they are", () => {
  near(crsOf("GCJ02").lonLat(116.41024449916938, 39.91640428150164), [116.404, 39.915], DM);
  near(crsOf("gcj02").lonLat(115.0442887679258, 30.1982785092), [115.0389, 30.2007], DM);
  // The published example of Baidu's shift of Tiananmen: 116.404, 39.915 (BD-09) is 116.39762729, 39.90865673 (GCJ-02).
  const viaGcj = crsOf("gcj02").lonLat(116.39762729119315, 39.90865673957631);
  near(crsOf("bd09").lonLat(116.404, 39.915), viaGcj, 1e-5);
  expect(crsOf("cgcs2000").lonLat(114.3, 30.6)).toEqual([114.3, 30.6]);
  expect(crsOf("epsg:4490").lonLat(114.3, 30.6)).toEqual([114.3, 30.6]);
});

it("B3 zones of CGCS2000 go by their middle meridian, with and without the number of the zone", () => {
  // On the equator and the middle meridian the projection is exact by definition.
  near(crsOf("epsg:4547").lonLat(500_000, 0), [114, 0], DM);
  near(crsOf("epsg:4526").lonLat(38_500_000, 0), [114, 0], DM);
  near(crsOf("epsg:4491").lonLat(13_500_000, 0), [75, 0], DM);
  near(crsOf("epsg:4508").lonLat(500_000, 0), [111, 0], DM);
  // One degree of the meridian at the equator is 110,574.4 m long on this ellipsoid.
  near(crsOf("epsg:4547").lonLat(500_000, 110_574.3886), [114, 1], DM);
  // Beijing in its zone of three degrees (middle 117°): 0.6° west of it at 39.9° is 51.3 km.
  const [lon, lat] = crsOf("epsg:4548").lonLat(448_690, 4_418_300);
  expect(lon).toBeGreaterThan(116.39);
  expect(lon).toBeLessThan(116.41);
  expect(Math.abs(lat - 39.9)).toBeLessThan(0.02);
  near(crsOf("epsg:32618").lonLat(500_000, 0), [-75, 0], DM);
});

it("B3 a system that is not held is refused with those that are", () => {
  for (const name of ["epsg:2263", "beijing54", "", "epsg:4555"]) {
    expect(() => crsOf(name)).toThrow(TroubleError);
  }
});

const CGCS_114 =
  'PROJCS["CGCS2000_3_Degree_GK_CM_114E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",114.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
const WGS =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
const XIAN =
  'GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';

it("B3 a .prj that says something else than what was declared is found", () => {
  expect(contradictionOfPrj(CGCS_114, crsOf("epsg:4547"))).toBeNull();
  expect(contradictionOfPrj(WGS, crsOf("wgs84"))).toBeNull();
  expect(contradictionOfPrj(WGS, crsOf("cgcs2000"))).toBeNull();
  expect(contradictionOfPrj(WGS, crsOf("gcj02"))).toBeNull();
  expect(contradictionOfPrj(CGCS_114, crsOf("epsg:4548"))).toContain("CGCS2000_3_Degree_GK_CM_114E");
  expect(contradictionOfPrj(CGCS_114, crsOf("epsg:4526"))).not.toBeNull();
  expect(contradictionOfPrj(CGCS_114, crsOf("wgs84"))).not.toBeNull();
  expect(contradictionOfPrj(CGCS_114, crsOf("gcj02"))).not.toBeNull();
  expect(contradictionOfPrj(WGS, crsOf("epsg:4547"))).toContain("GCS_WGS_1984");
  expect(contradictionOfPrj(XIAN, crsOf("wgs84"))).toContain("Xian");
  expect(contradictionOfPrj("nonsense", crsOf("wgs84"))).not.toBeNull();
});

it("B3 so is the member that older GeoJSON has", () => {
  expect(contradictionOfMember("urn:ogc:def:crs:OGC:1.3:CRS84", crsOf("gcj02"))).toBeNull();
  expect(contradictionOfMember("urn:ogc:def:crs:EPSG::4547", crsOf("epsg:4547"))).toBeNull();
  expect(contradictionOfMember("urn:ogc:def:crs:EPSG::4547", crsOf("wgs84"))).toContain("4547");
  expect(contradictionOfMember("urn:ogc:def:crs:OGC:1.3:CRS84", crsOf("epsg:4547"))).toContain("CRS84");
});
