# syntax=docker/dockerfile:1
# One build, three images: docker build --target portal|migrations|simulator .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# Project files first: packages are fetched again only when one of these changes.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/FusionPortal.Conventions/*.csproj src/FusionPortal.Conventions/
COPY src/FusionPortal.Checklists/*.csproj src/FusionPortal.Checklists/
COPY src/FusionPortal.Core/*.csproj src/FusionPortal.Core/
COPY src/FusionPortal.Aws/*.csproj src/FusionPortal.Aws/
COPY src/FusionPortal.Web/*.csproj src/FusionPortal.Web/
COPY src/FusionPortal.Simulator/*.csproj src/FusionPortal.Simulator/
COPY migrations/*.csproj migrations/
RUN dotnet restore src/FusionPortal.Web \
    && dotnet restore src/FusionPortal.Simulator \
    && dotnet restore migrations
COPY src/ src/
COPY migrations/ migrations/
COPY wwwroot/ wwwroot/
# The portal shows some of them as its help.
COPY docs/*.md docs/
RUN dotnet publish src/FusionPortal.Web --no-restore -c Release -o /out/portal -p:RunAnalyzers=false \
    && dotnet publish src/FusionPortal.Simulator --no-restore -c Release -o /out/simulator -p:RunAnalyzers=false \
    && dotnet publish migrations --no-restore -c Release -o /out/migrations -p:RunAnalyzers=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS base
WORKDIR /app
USER $APP_UID

# Applies the schema and ends. Its connection string, of the database's owner: FUSIONPORTAL_OWNER_CONNECTION.
FROM base AS migrations
COPY --from=build /out/migrations .
ENTRYPOINT ["dotnet", "FusionPortal.Migrations.dll"]

# AWS on the wire, for the demo: never part of a real deployment.
FROM base AS simulator
COPY --from=build /out/simulator .
ENTRYPOINT ["dotnet", "FusionPortal.Simulator.dll"]

FROM base AS portal
COPY --from=build /out/portal .
ENV ASPNETCORE_HTTP_PORTS=8080
EXPOSE 8080
ENTRYPOINT ["dotnet", "FusionPortal.Web.dll"]
