#!/usr/bin/env bash
# Changes the source of the rules one place at a time, and counts the changes that the fleet of the tests tells
# (tests/FusionPortal.Conventions.Tests/Fleet). What it does not tell is listed: a rule's branch that no planter plants for.
#
#   eng/mutate.sh                      every rule: about an hour of one core, so no part of eng/test.sh
#   eng/mutate.sh Rules/TagKnown.cs    one file, by its path below src/FusionPortal.Conventions
#
# Works on a copy of what is committed; the report is left in out/mutation.
set -euo pipefail
cd "$(dirname "$0")/.."

what=${1:-Rules/*.cs}
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git clone -q . "$copy/portal"

tests=$copy/portal/tests/FusionPortal.Mutation
mkdir "$tests"
# The fleet alone: with all tests of the project every change takes half a minute. The name opens what is internal to tests.
cat >"$tests/FusionPortal.Mutation.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <AssemblyName>FusionPortal.Conventions.Tests</AssemblyName>
  </PropertyGroup>
  <ItemGroup>
    <ProjectReference Include="../../src/FusionPortal.Conventions/FusionPortal.Conventions.csproj" />
    <Compile Include="../FusionPortal.Conventions.Tests/Fleet/**/*.cs"
             Exclude="../FusionPortal.Conventions.Tests/Fleet/BookMut*.cs;../FusionPortal.Conventions.Tests/Fleet/PlanterTests.cs" />
    <PackageReference Include="xunit.v3" />
  </ItemGroup>
</Project>
PROJECT
# Sentences are other tests' matter.
cat >"$tests/stryker-config.json" <<CONFIG
{
  "stryker-config": {
    "project": "FusionPortal.Conventions.csproj",
    "test-runner": "mtp",
    "coverage-analysis": "off",
    "mutate": ["$what"],
    "ignore-mutations": ["string"],
    "ignore-methods": ["Describe"],
    "reporters": ["cleartext", "json", "html"],
    "concurrency": ${MUTATE_CONCURRENCY:-1}
  }
}
CONFIG

(cd "$copy/portal" && dotnet tool restore >/dev/null)
(cd "$tests" && nice -n 19 dotnet stryker --output "$OLDPWD/out/mutation")
