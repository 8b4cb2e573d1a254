using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Amazon.Runtime;
using FusionPortal.Aws.Access;

namespace FusionPortal.Aws.Tests;

/// <summary>
/// The stand-ins for the two AWS packages can be exchanged for the packages: the switch works, nothing else knows the folder,
/// and no member exists that the packages do not have.
/// </summary>
public sealed class OfficialClientsTests
{
    /// <summary>The members of version 4 of the packages that may be used. Checked against AWS's published sources; kept by hand.</summary>
    private static readonly Dictionary<string, string[]> Official = new()
    {
        ["Amazon.ResourceGroupsTaggingAPI.AmazonResourceGroupsTaggingAPIConfig"] = ["ServiceVersion:String"],
        ["Amazon.ResourceGroupsTaggingAPI.AmazonResourceGroupsTaggingAPIClient"] = ["GetResourcesAsync:Task<GetResourcesResponse>"],
        ["Amazon.ResourceGroupsTaggingAPI.AmazonResourceGroupsTaggingAPIException"] = [],
        ["Amazon.ResourceGroupsTaggingAPI.Model.AmazonResourceGroupsTaggingAPIRequest"] = [],
        ["Amazon.ResourceGroupsTaggingAPI.Model.GetResourcesRequest"] =
            ["PaginationToken:String", "ResourceARNList:List<String>", "ResourcesPerPage:Nullable<Int32>",
                "ResourceTypeFilters:List<String>", "TagFilters:List<TagFilter>"],
        ["Amazon.ResourceGroupsTaggingAPI.Model.GetResourcesResponse"] = [
            "PaginationToken:String", "ResourceTagMappingList:List<ResourceTagMapping>"],
        ["Amazon.ResourceGroupsTaggingAPI.Model.ResourceTagMapping"] = ["ResourceARN:String", "Tags:List<Tag>"],
        ["Amazon.ResourceGroupsTaggingAPI.Model.Tag"] = ["Key:String", "Value:String"],
        ["Amazon.ResourceGroupsTaggingAPI.Model.TagFilter"] = ["Key:String", "Values:List<String>"],
        ["Amazon.ResourceGroupsTaggingAPI.Model.ThrottledException"] = [],
        ["Amazon.ResourceGroupsTaggingAPI.Model.PaginationTokenExpiredException"] = [],
        ["Amazon.ResourceGroupsTaggingAPI.Model.InvalidParameterException"] = [],
        ["Amazon.ResourceGroupsTaggingAPI.Model.InternalServiceException"] = [],
        ["Amazon.Organizations.AmazonOrganizationsConfig"] = ["ServiceVersion:String"],
        ["Amazon.Organizations.AmazonOrganizationsClient"] =
            ["ListAccountsAsync:Task<ListAccountsResponse>", "ListTagsForResourceAsync:Task<ListTagsForResourceResponse>"],
        ["Amazon.Organizations.AmazonOrganizationsException"] = [],
        ["Amazon.Organizations.AccountState"] = [],
        ["Amazon.Organizations.AccountStatus"] = [],
        ["Amazon.Organizations.Model.AmazonOrganizationsRequest"] = [],
        ["Amazon.Organizations.Model.ListAccountsRequest"] = ["MaxResults:Nullable<Int32>", "NextToken:String"],
        ["Amazon.Organizations.Model.ListAccountsResponse"] = ["Accounts:List<Account>", "NextToken:String"],
        ["Amazon.Organizations.Model.Account"] =
            ["Arn:String", "Email:String", "Id:String", "JoinedTimestamp:Nullable<DateTime>", "Name:String", "State:AccountState",
                "Status:AccountStatus"],
        ["Amazon.Organizations.Model.ListTagsForResourceRequest"] = ["NextToken:String", "ResourceId:String"],
        ["Amazon.Organizations.Model.ListTagsForResourceResponse"] = ["NextToken:String", "Tags:List<Tag>"],
        ["Amazon.Organizations.Model.Tag"] = ["Key:String", "Value:String"],
        ["Amazon.Organizations.Model.AccessDeniedException"] = [],
        ["Amazon.Organizations.Model.AWSOrganizationsNotInUseException"] = [],
        ["Amazon.Organizations.Model.TooManyRequestsException"] = [],
        ["Amazon.Organizations.Model.InvalidInputException"] = [],
        ["Amazon.Organizations.Model.ServiceException"] = [],
        ["Amazon.Organizations.Model.TargetNotFoundException"] = [],
    };

    private static IEnumerable<Type> StandIns => typeof(AwsClients).Assembly.GetTypes()
        .Where(t => t.Namespace?.StartsWith("Amazon", StringComparison.Ordinal) == true && !t.Name.Contains('<', StringComparison.Ordinal));

    [Fact]
    public void StandIns_HaveNoTypeOrMember_ThatThePackagesLack()
    {
        Assert.Equal(Official.Keys.Order(StringComparer.Ordinal), StandIns.Select(t => t.FullName!).Order(StringComparer.Ordinal));
        foreach (var type in StandIns)
        {
            var members = type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(Describe)
                .OfType<string>();
            Assert.Equal(Official[type.FullName!].Order(StringComparer.Ordinal), members.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void StandIns_StandWhereThePackagesTypesStand()
    {
        Assert.All(
            StandIns.Where(t => t.Name.EndsWith("Client", StringComparison.Ordinal)), t =>
            Assert.True(t.IsSubclassOf(typeof(AmazonServiceClient))));
        Assert.All(
            StandIns.Where(t => t.Name.EndsWith("Config", StringComparison.Ordinal)), t =>
            Assert.True(t.IsSubclassOf(typeof(ClientConfig))));
        Assert.All(
            StandIns.Where(t => t.Name.EndsWith("Request", StringComparison.Ordinal)), t =>
            Assert.True(t.IsSubclassOf(typeof(AmazonWebServiceRequest))));
        Assert.All(
            StandIns.Where(t => t.Name.EndsWith("Response", StringComparison.Ordinal)), t =>
            Assert.True(t.IsSubclassOf(typeof(AmazonWebServiceResponse))));
        Assert.All(
            StandIns.Where(t => t.Name.EndsWith("Exception", StringComparison.Ordinal)), t =>
            Assert.True(t.IsSubclassOf(typeof(AmazonServiceException))));
    }

    [Fact]
    public void Sources_OutsideTheFolder_DoNotMentionIt()
    {
        var sources = Directory.EnumerateFiles(Project, "*.cs", SearchOption.AllDirectories)
            .Where(f => !Relative(f).StartsWith("Sdk/", StringComparison.Ordinal) && !Relative(f)
                .StartsWith("obj/", StringComparison.Ordinal) && !Relative(f).StartsWith("bin/", StringComparison.Ordinal)).ToList();

        Assert.Contains(sources, f => File.ReadAllText(f).Contains("using Amazon.Organizations", StringComparison.Ordinal));
        Assert.DoesNotContain(sources, f => File.ReadAllText(f).Contains("Aws.Sdk", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Switch_ExchangesTheFolderForThePackages(bool official)
    {
        var project = await EvaluateAsync($"-p:UseOfficialAwsClients={(official ? "true" : "false")}");
        var compiled = project.GetProperty("Compile").EnumerateArray()
            .Select(i => i.GetProperty("Identity").GetString()!.Replace('\\', '/')).ToList();
        var packages = project.GetProperty("PackageReference").EnumerateArray().Select(i => i.GetProperty("Identity").GetString()).ToList();

        Assert.Contains("Tagging/TagLister.cs", compiled);
        Assert.Equal(official, !compiled.Any(f => f.StartsWith("Sdk/", StringComparison.Ordinal)));
        Assert.Equal(official, packages.Contains("AWSSDK.ResourceGroupsTaggingAPI"));
        Assert.Equal(official, packages.Contains("AWSSDK.Organizations"));
    }

    private static string Project { get; } = Path.GetFullPath(Path.Combine(SourceFolder(), "../../src/FusionPortal.Aws"));

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static string Relative(string file) => Path.GetRelativePath(Project, file).Replace('\\', '/');

    private static string? Describe(MemberInfo member) => member switch
    {
        PropertyInfo p => $"{p.Name}:{Name(p.PropertyType)}",
        MethodInfo { IsSpecialName: false } m => $"{m.Name}:{Name(m.ReturnType)}",
        _ => null,
    };

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(',', type.GetGenericArguments().Select(Name))}>"
        : type.Name;

    private static async Task<JsonElement> EvaluateAsync(string property)
    {
        var start =
            new ProcessStartInfo(
            "dotnet",
            ["msbuild", Path.Combine(Project, "FusionPortal.Aws.csproj"), "-getItem:Compile", "-getItem:PackageReference", property])
            {
                RedirectStandardOutput = true,
                WorkingDirectory = Project,
            };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        return JsonDocument.Parse(output).RootElement.GetProperty("Items");
    }
}
